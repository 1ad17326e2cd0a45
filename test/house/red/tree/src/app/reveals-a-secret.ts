export const digitsOf = (secret: { reveal(): string }): string => secret.reveal();

export const proves = 'something else';

export const tell = (): void => console.log('to nobody in particular');

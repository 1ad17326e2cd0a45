// eslint-disable-next-line no-var
export var loud = 1;

export const proves = '[Z-05] what it says';
export const claims = '[Z-77] what nobody asked for';

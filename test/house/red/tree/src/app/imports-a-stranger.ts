import { nothing } from 'a-package-nobody-declared';

export const stranger: unknown = nothing;

// The names of the lists, for those who ask for windows of them.
export { LIST, type ListRequest } from '../storage/lists.ts';

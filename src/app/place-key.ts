/** In the tab's memory after the page's own reload (place.ts). */
export const PLACE = 'lockstep-place';

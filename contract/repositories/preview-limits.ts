/** Pictures of more pixels are not shown in the page: decoded they take four bytes a pixel. */
export const MAX_PICTURE_PIXELS = 100_000_000;

export { drawPicture } from './draw-picture.ts';
export { motifFor } from './motif-words.ts';
export { isMotif, type Motif } from './motifs/all-motifs.ts';
export { pictureUrl } from './picture-url.ts';
export { seedFor } from './seed.ts';

/**
 * What says whether a picture of points can be believed, beside the same for random points and shuffled labels.
 *
 * In: points (n, d), their places in the picture (n, 2), labels. Out: plain numbers. Of more than `mostRows` points, that
 * many are drawn with the seed and stand for all; neighbours are looked for among all.
 */
export { agreementTest, type LabelAgreement } from './agreement.js'
export { neighboursInPicture, type PictureNeighbours, sampledRows } from './picture.js'
export { meanSilhouette } from './silhouette.js'
export { trustworthiness } from './trustworthiness.js'

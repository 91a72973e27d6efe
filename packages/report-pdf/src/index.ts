export { pdfOf } from './pdf.js';

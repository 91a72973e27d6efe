export declare const copiedRows: (chunks: AsyncIterable<unknown>) => Promise<number>;

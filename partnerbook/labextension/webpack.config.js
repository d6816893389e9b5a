// The usual numbers of modules come from where the source lies: the same source would give another bundle elsewhere.
module.exports = { optimization: { moduleIds: 'named', chunkIds: 'named' } };

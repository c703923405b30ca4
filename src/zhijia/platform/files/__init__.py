"""文件: what people upload, kept by the hash of its content outside every served folder."""

// EDoc

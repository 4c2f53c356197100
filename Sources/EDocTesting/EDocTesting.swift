// EDocTesting

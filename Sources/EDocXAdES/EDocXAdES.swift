// EDocXAdES

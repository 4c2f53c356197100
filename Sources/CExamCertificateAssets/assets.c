#include "CExamCertificateAssets.h"

// ExamCertificates

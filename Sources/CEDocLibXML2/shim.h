#ifndef CEDOC_LIBXML2_SHIM_H
#define CEDOC_LIBXML2_SHIM_H
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>
#endif

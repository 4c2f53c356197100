#ifndef CEDOC_LIBXML2_SHIM_H
#define CEDOC_LIBXML2_SHIM_H
#include <libxml/xmlversion.h>
/// Debian's headers bring in those of ICU, whose types then exist a second time beside the ICU of
/// Foundation, and no file could import both this package and Foundation. Nothing here uses it.
#undef LIBXML_ICU_ENABLED
#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

/// The second parameter of `xmlStructuredErrorFunc` became const in 2.12; Swift would see two types.
#if LIBXML_VERSION >= 21200
typedef const xmlError *CEDocLibXML2_ErrorPointer;
#else
typedef xmlError *CEDocLibXML2_ErrorPointer;
#endif

/// The variable is declared in another header since 2.12, and in some versions as a macro.
static inline const char *CEDocLibXML2_version(void) { return xmlParserVersion; }

/// Who receives the errors of this thread, and who received them before.
typedef struct {
    void (*receive)(void *context, const xmlError *error);
    void *context;
    xmlStructuredErrorFunc previousHandler;
    void *previousContext;
} CEDocLibXML2_ErrorReceiver;

static inline void CEDocLibXML2_forwardError(void *receiver, CEDocLibXML2_ErrorPointer error) {
    CEDocLibXML2_ErrorReceiver *to = (CEDocLibXML2_ErrorReceiver *)receiver;
    if (error != NULL) to->receive(to->context, error);
}

/// `xmlStructuredError` and its context are macros over per-thread storage.
static inline void CEDocLibXML2_beginReceivingErrors(CEDocLibXML2_ErrorReceiver *receiver) {
    receiver->previousHandler = xmlStructuredError;
    receiver->previousContext = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(receiver, CEDocLibXML2_forwardError);
}

/// Gives the errors of this thread back to who had them before.
static inline void CEDocLibXML2_endReceivingErrors(const CEDocLibXML2_ErrorReceiver *receiver) {
    xmlSetStructuredErrorFunc(receiver->previousContext, receiver->previousHandler);
}

/// `xmlFree` is a macro or a variable, depending on how libxml2 was built and on its version.
static inline void CEDocLibXML2_free(void *memory) { xmlFree(memory); }
#endif

/* The facts behind fhir_table.c, one type a row: name, what it extends, its
 * elements.
 *
 * An element is its name, a sign and its type: "!" exactly one, "?" at most
 * one, "+" at least one, "*" any number. "|" lists the types of a choice
 * (name[x]), "=" the codes that a required value set holds. */
#ifndef SONGHE_PAPER_FHIR_TYPES_H
#define SONGHE_PAPER_FHIR_TYPES_H

struct fhir_fact {
  const char *name;
  const char *base;
  const char *elements;
};

#define FHIR_PRIMITIVES                                                        \
  "base64Binary boolean canonical code date dateTime decimal id instant "      \
  "integer markdown oid positiveInt string time unsignedInt uri url uuid "     \
  "xhtml"

/* the types that a value of an extension may have */
#define FHIR_OPEN                                                              \
  "base64Binary|boolean|canonical|code|date|dateTime|decimal|id|instant|"      \
  "integer|markdown|oid|positiveInt|string|time|unsignedInt|uri|url|uuid|"     \
  "Address|Age|Annotation|Attachment|CodeableConcept|Coding|ContactPoint|"     \
  "Count|Distance|Duration|HumanName|Identifier|Money|Period|Quantity|Range|"  \
  "Ratio|Reference|SampledData|Signature|Timing|ContactDetail|Contributor|"    \
  "DataRequirement|Expression|ParameterDefinition|RelatedArtifact|"            \
  "TriggerDefinition|UsageContext|Dosage|Meta"

#define FHIR_QUANTITY                                                          \
  "value?decimal comparator?code=<,<=,>=,> unit?string system?uri code?code"
#define FHIR_UNITS "code=s,min,h,d,wk,mo,a"
#define FHIR_DAYS "code=mon,tue,wed,thu,fri,sat,sun"
#define FHIR_WHEN                                                              \
  "code=MORN,MORN.early,MORN.late,NOON,AFT,AFT.early,AFT.late,EVE,EVE.early,"  \
  "EVE.late,NIGHT,PHS,HS,WAKE,C,CM,CD,CV,AC,ACM,ACD,ACV,PC,PCM,PCD,PCV"
#define FHIR_DRUG "medication[x]!CodeableConcept|Reference"

static const struct fhir_fact fhir_facts[] = {
    {"Element", "", "id?string extension*Extension"},
    {"BackboneElement", "Element", "modifierExtension*Extension"},
    {"Resource", "", "id?id meta?Meta implicitRules?uri language?code"},
    {"DomainResource", "Resource",
     "text?Narrative contained*ANY extension*Extension "
     "modifierExtension*Extension"},

    /* --- datatypes --- */
    {"Extension", "Element", "url!uri value[x]?" FHIR_OPEN},
    {"Narrative", "Element",
     "status!code=generated,extensions,additional,empty div!xhtml"},
    {"Meta", "Element",
     "versionId?id lastUpdated?instant source?uri profile*canonical "
     "security*Coding tag*Coding"},
    {"Address", "Element",
     "use?code=home,work,temp,old,billing type?code=postal,physical,both "
     "text?string line*string city?string district?string state?string "
     "postalCode?string country?string period?Period"},
    {"Annotation", "Element",
     "author[x]?Reference|string time?dateTime text!markdown"},
    {"Attachment", "Element",
     "contentType?code language?code data?base64Binary url?url "
     "size?unsignedInt hash?base64Binary title?string creation?dateTime"},
    {"CodeableConcept", "Element", "coding*Coding text?string"},
    {"Coding", "Element",
     "system?uri version?string code?code display?string "
     "userSelected?boolean"},
    {"ContactDetail", "Element", "name?string telecom*ContactPoint"},
    {"ContactPoint", "Element",
     "system?code=phone,fax,email,pager,url,sms,other value?string "
     "use?code=home,work,temp,old,mobile rank?positiveInt period?Period"},
    {"Contributor", "Element",
     "type!code=author,editor,reviewer,endorser name!string "
     "contact*ContactDetail"},
    {"DataRequirement", "Element",
     "type!code profile*canonical subject[x]?CodeableConcept|Reference "
     "mustSupport*string codeFilter*DataRequirement.CodeFilter "
     "dateFilter*DataRequirement.DateFilter limit?positiveInt "
     "sort*DataRequirement.Sort"},
    {"DataRequirement.CodeFilter", "Element",
     "path?string searchParam?string valueSet?canonical code*Coding"},
    {"DataRequirement.DateFilter", "Element",
     "path?string searchParam?string value[x]?dateTime|Period|Duration"},
    {"DataRequirement.Sort", "Element",
     "path!string direction!code=ascending,descending"},
    {"Expression", "Element",
     "description?string name?id language!code expression?string "
     "reference?uri"},
    {"HumanName", "Element",
     "use?code=usual,official,temp,nickname,anonymous,old,maiden text?string "
     "family?string given*string prefix*string suffix*string period?Period"},
    {"Identifier", "Element",
     "use?code=usual,official,temp,secondary,old type?CodeableConcept "
     "system?uri value?string period?Period assigner?Reference"},
    {"Money", "Element", "value?decimal currency?code"},
    {"ParameterDefinition", "Element",
     "name?code use!code=in,out min?integer max?string documentation?string "
     "type!code profile?canonical"},
    {"Period", "Element", "start?dateTime end?dateTime"},
    {"Quantity", "Element", FHIR_QUANTITY},
    {"Age", "Element", FHIR_QUANTITY},
    {"Count", "Element", FHIR_QUANTITY},
    {"Distance", "Element", FHIR_QUANTITY},
    {"Duration", "Element", FHIR_QUANTITY},
    {"Range", "Element", "low?Quantity high?Quantity"},
    {"Ratio", "Element", "numerator?Quantity denominator?Quantity"},
    {"Reference", "Element",
     "reference?string type?uri identifier?Identifier display?string"},
    {"RelatedArtifact", "Element",
     "type!code=documentation,justification,citation,predecessor,successor,"
     "derived-from,depends-on,composed-of label?string display?string "
     "citation?markdown url?url document?Attachment resource?canonical"},
    {"SampledData", "Element",
     "origin!Quantity period!decimal factor?decimal lowerLimit?decimal "
     "upperLimit?decimal dimensions!positiveInt data?string"},
    {"Signature", "Element",
     "type+Coding when!instant who!Reference onBehalfOf?Reference "
     "targetFormat?code sigFormat?code data?base64Binary"},
    {"Timing", "BackboneElement",
     "event*dateTime repeat?Timing.Repeat code?CodeableConcept"},
    {"Timing.Repeat", "Element",
     "bounds[x]?Duration|Range|Period count?positiveInt countMax?positiveInt "
     "duration?decimal durationMax?decimal durationUnit?" FHIR_UNITS
     " frequency?positiveInt frequencyMax?positiveInt period?decimal "
     "periodMax?decimal periodUnit?" FHIR_UNITS " dayOfWeek*" FHIR_DAYS
     " timeOfDay*time when*" FHIR_WHEN " offset?unsignedInt"},
    {"TriggerDefinition", "Element",
     "type!code=named-event,periodic,data-changed,data-added,data-modified,"
     "data-removed,data-accessed,data-access-ended name?string "
     "timing[x]?Timing|Reference|date|dateTime data*DataRequirement "
     "condition?Expression"},
    {"UsageContext", "Element",
     "code!Coding value[x]!CodeableConcept|Quantity|Range|Reference"},
    {"Dosage", "BackboneElement",
     "sequence?integer text?string additionalInstruction*CodeableConcept "
     "patientInstruction?string timing?Timing "
     "asNeeded[x]?boolean|CodeableConcept site?CodeableConcept "
     "route?CodeableConcept method?CodeableConcept "
     "doseAndRate*Dosage.DoseAndRate maxDosePerPeriod?Ratio "
     "maxDosePerAdministration?Quantity maxDosePerLifetime?Quantity"},
    {"Dosage.DoseAndRate", "Element",
     "type?CodeableConcept dose[x]?Range|Quantity "
     "rate[x]?Ratio|Range|Quantity"},

    /* --- resources --- */
    {"Bundle", "Resource",
     "identifier?Identifier "
     "type!code=document,message,transaction,transaction-response,batch,"
     "batch-response,history,searchset,collection timestamp?instant "
     "total?unsignedInt link*Bundle.Link entry*Bundle.Entry "
     "signature?Signature"},
    {"Bundle.Link", "BackboneElement", "relation!string url!uri"},
    {"Bundle.Entry", "BackboneElement",
     "link*Bundle.Link fullUrl?uri resource?ANY search?Bundle.Search "
     "request?Bundle.Request response?Bundle.Response"},
    {"Bundle.Search", "BackboneElement",
     "mode?code=match,include,outcome score?decimal"},
    {"Bundle.Request", "BackboneElement",
     "method!code=GET,HEAD,POST,PUT,DELETE,PATCH url!uri ifNoneMatch?string "
     "ifModifiedSince?instant ifMatch?string ifNoneExist?string"},
    {"Bundle.Response", "BackboneElement",
     "status!string location?uri etag?string lastModified?instant "
     "outcome?ANY"},
    {"Patient", "DomainResource",
     "identifier*Identifier active?boolean name*HumanName "
     "telecom*ContactPoint gender?code=male,female,other,unknown "
     "birthDate?date deceased[x]?boolean|dateTime address*Address "
     "maritalStatus?CodeableConcept multipleBirth[x]?boolean|integer "
     "photo*Attachment contact*Patient.Contact "
     "communication*Patient.Communication generalPractitioner*Reference "
     "managingOrganization?Reference link*Patient.Link"},
    {"Patient.Contact", "BackboneElement",
     "relationship*CodeableConcept name?HumanName telecom*ContactPoint "
     "address?Address gender?code=male,female,other,unknown "
     "organization?Reference period?Period"},
    {"Patient.Communication", "BackboneElement",
     "language!CodeableConcept preferred?boolean"},
    {"Patient.Link", "BackboneElement",
     "other!Reference type!code=replaced-by,replaces,refer,seealso"},
    {"AllergyIntolerance", "DomainResource",
     "identifier*Identifier clinicalStatus?CodeableConcept "
     "verificationStatus?CodeableConcept type?code=allergy,intolerance "
     "category*code=food,medication,environment,biologic "
     "criticality?code=low,high,unable-to-assess code?CodeableConcept "
     "patient!Reference encounter?Reference "
     "onset[x]?dateTime|Age|Period|Range|string recordedDate?dateTime "
     "recorder?Reference asserter?Reference lastOccurrence?dateTime "
     "note*Annotation reaction*AllergyIntolerance.Reaction"},
    {"AllergyIntolerance.Reaction", "BackboneElement",
     "substance?CodeableConcept manifestation+CodeableConcept "
     "description?string onset?dateTime severity?code=mild,moderate,severe "
     "exposureRoute?CodeableConcept note*Annotation"},
    {"Medication", "DomainResource",
     "identifier*Identifier code?CodeableConcept "
     "status?code=active,inactive,entered-in-error manufacturer?Reference "
     "form?CodeableConcept amount?Ratio ingredient*Medication.Ingredient "
     "batch?Medication.Batch"},
    {"Medication.Ingredient", "BackboneElement",
     "item[x]!CodeableConcept|Reference isActive?boolean strength?Ratio"},
    {"Medication.Batch", "BackboneElement",
     "lotNumber?string expirationDate?dateTime"},
    {"MedicationRequest", "DomainResource",
     "identifier*Identifier "
     "status!code=active,on-hold,cancelled,completed,entered-in-error,"
     "stopped,draft,unknown statusReason?CodeableConcept "
     "intent!code=proposal,plan,order,original-order,reflex-order,"
     "filler-order,instance-order,option category*CodeableConcept "
     "priority?code=routine,urgent,asap,stat doNotPerform?boolean "
     "reported[x]?boolean|Reference " FHIR_DRUG
     " subject!Reference encounter?Reference supportingInformation*Reference "
     "authoredOn?dateTime requester?Reference performer?Reference "
     "performerType?CodeableConcept recorder?Reference "
     "reasonCode*CodeableConcept reasonReference*Reference "
     "instantiatesCanonical*canonical instantiatesUri*uri basedOn*Reference "
     "groupIdentifier?Identifier courseOfTherapyType?CodeableConcept "
     "insurance*Reference note*Annotation dosageInstruction*Dosage "
     "dispenseRequest?MedicationRequest.DispenseRequest "
     "substitution?MedicationRequest.Substitution "
     "priorPrescription?Reference detectedIssue*Reference "
     "eventHistory*Reference"},
    {"MedicationRequest.DispenseRequest", "BackboneElement",
     "initialFill?MedicationRequest.InitialFill dispenseInterval?Duration "
     "validityPeriod?Period numberOfRepeatsAllowed?unsignedInt "
     "quantity?Quantity expectedSupplyDuration?Duration "
     "performer?Reference"},
    {"MedicationRequest.InitialFill", "BackboneElement",
     "quantity?Quantity duration?Duration"},
    {"MedicationRequest.Substitution", "BackboneElement",
     "allowed[x]!boolean|CodeableConcept reason?CodeableConcept"},
    {"MedicationAdministration", "DomainResource",
     "identifier*Identifier instantiates*uri partOf*Reference "
     "status!code=in-progress,not-done,on-hold,completed,entered-in-error,"
     "stopped,unknown statusReason*CodeableConcept "
     "category?CodeableConcept " FHIR_DRUG
     " subject!Reference context?Reference supportingInformation*Reference "
     "effective[x]!dateTime|Period "
     "performer*MedicationAdministration.Performer "
     "reasonCode*CodeableConcept reasonReference*Reference "
     "request?Reference device*Reference note*Annotation "
     "dosage?MedicationAdministration.Dosage eventHistory*Reference"},
    {"MedicationAdministration.Performer", "BackboneElement",
     "function?CodeableConcept actor!Reference"},
    {"MedicationAdministration.Dosage", "BackboneElement",
     "text?string site?CodeableConcept route?CodeableConcept "
     "method?CodeableConcept dose?Quantity rate[x]?Ratio|Quantity"},
    {"MedicationStatement", "DomainResource",
     "identifier*Identifier basedOn*Reference partOf*Reference "
     "status!code=active,completed,entered-in-error,intended,stopped,"
     "on-hold,unknown,not-taken statusReason*CodeableConcept "
     "category?CodeableConcept " FHIR_DRUG
     " subject!Reference context?Reference effective[x]?dateTime|Period "
     "dateAsserted?dateTime informationSource?Reference "
     "derivedFrom*Reference reasonCode*CodeableConcept "
     "reasonReference*Reference note*Annotation dosage*Dosage"},

    /* what the above contain or refer to */
    {"Organization", "DomainResource",
     "identifier*Identifier active?boolean type*CodeableConcept name?string "
     "alias*string telecom*ContactPoint address*Address partOf?Reference "
     "contact*Organization.Contact endpoint*Reference"},
    {"Organization.Contact", "BackboneElement",
     "purpose?CodeableConcept name?HumanName telecom*ContactPoint "
     "address?Address"},
    {"Practitioner", "DomainResource",
     "identifier*Identifier active?boolean name*HumanName "
     "telecom*ContactPoint address*Address "
     "gender?code=male,female,other,unknown birthDate?date "
     "photo*Attachment qualification*Practitioner.Qualification "
     "communication*CodeableConcept"},
    {"Practitioner.Qualification", "BackboneElement",
     "identifier*Identifier code!CodeableConcept period?Period "
     "issuer?Reference"},
    {"Substance", "DomainResource",
     "identifier*Identifier status?code=active,inactive,entered-in-error "
     "category*CodeableConcept code!CodeableConcept description?string "
     "instance*Substance.Instance ingredient*Substance.Ingredient"},
    {"Substance.Instance", "BackboneElement",
     "identifier?Identifier expiry?dateTime quantity?Quantity"},
    {"Substance.Ingredient", "BackboneElement",
     "quantity?Ratio substance[x]!CodeableConcept|Reference"},
    {"Provenance", "DomainResource",
     "target+Reference occurred[x]?Period|dateTime recorded!instant "
     "policy*uri location?Reference reason*CodeableConcept "
     "activity?CodeableConcept agent+Provenance.Agent "
     "entity*Provenance.Entity signature*Signature"},
    {"Provenance.Agent", "BackboneElement",
     "type?CodeableConcept role*CodeableConcept who!Reference "
     "onBehalfOf?Reference"},
    {"Provenance.Entity", "BackboneElement",
     "role!code=derivation,revision,quotation,source,removal what!Reference "
     "agent*Provenance.Agent"},
};

#endif

/* oncourse.h: is this course of therapy on course? The C interface, the only stable ABI of oncourse. */
/* SPDX-License-Identifier: Apache-2.0 */

/* Ownership   a call that ends in an object** gives you that object, its *_free takes it back and accepts NULL. Objects
 *             do not refer to each other: free them in any order. A const char* we return is borrowed from the object
 *             it was read from, or lives as long as the library where no object is named. We keep nothing that you
 *             pass.
 * Errors      every fallible call returns oncourse_status. Its result comes last but one and is untouched on failure.
 *             oncourse_error comes last, is yours, on the stack, and may always be NULL; a call that succeeds empties
 *             it. NULL for anything that is not called optional is ONCOURSE_BAD_ARGUMENT. No message names a person or
 *             repeats a label or a document.
 * Threads     no global state. Any number of threads may read one object; adding to it and freeing it need it to
 *             yourself. No input or output, no clock, no locale, no threads of our own but those that options ask for.
 * Growth      a struct that starts with struct_size grows at its end, and only there; its INIT macro sets struct_size.
 *             In options zero means "default", and what a newer program asks of an older library is refused, not
 *             ignored. Results are filled as far as your struct_size goes, and struct_size comes back as the number of
 *             bytes filled. Enumerators are appended, never renumbered. Thus a program built against an older
 *             oncourse.h runs unchanged against a newer library.
 *
 * All text is UTF-8. A date is "2026-02-28". A day is counted from intake, which is day 0 and session 0. Scores are raw
 * points. What is not known is never a number that could be taken for one: a double is NAN, a session or a count -1, a
 * text NULL. "Yes or no" is 1 or 0, or -1 where it is not known.
 *
 * A verdict supports a clinician's own judgement and is no diagnosis: it says where scores lie beside those expected.
 */
#ifndef ONCOURSE_H
#define ONCOURSE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define ONCOURSE_API __attribute__((visibility("default")))
#else
#define ONCOURSE_API
#endif

#define ONCOURSE_VERSION_MAJOR 0
#define ONCOURSE_VERSION_MINOR 1
#define ONCOURSE_VERSION_PATCH 0
/* One number that ascends: 1002003 is 1.2.3. */
#define ONCOURSE_VERSION (ONCOURSE_VERSION_MAJOR * 1000000 + ONCOURSE_VERSION_MINOR * 1000 + ONCOURSE_VERSION_PATCH)

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Version and status ------------------------------------------------------------------------------------------ */

/* The ONCOURSE_VERSION of the library that runs, to compare with the one you were built against. */
ONCOURSE_API int32_t oncourse_version(void);
/* The same as text: "0.1.0". */
ONCOURSE_API const char* oncourse_version_string(void);

typedef int32_t oncourse_status;
enum {
  ONCOURSE_OK = 0,
  ONCOURSE_BAD_ARGUMENT = 1,        /* an argument is outside its documented domain */
  ONCOURSE_UNKNOWN_INSTRUMENT = 2,  /* no instrument has this id */
  ONCOURSE_RESPONSE_RANGE = 3,      /* an answer or score lies outside the instrument's scale */
  ONCOURSE_TOO_MANY_MISSING = 4,    /* more blanks than the instrument's rule allows */
  ONCOURSE_NOT_ENOUGH_SESSIONS = 5, /* too few scored sessions for this question */
  ONCOURSE_OUT_OF_MEMORY = 6,       /* an allocation failed */
  ONCOURSE_INTERNAL = 7,            /* a defect of this library: please report it */
  ONCOURSE_MALFORMED = 8,           /* text that does not parse: a date, a document */
  ONCOURSE_WRONG_VERSION = 9,       /* a document of another schema or version, or changed after it was written */
  ONCOURSE_SESSION_ORDER = 10,      /* sessions or dates that repeat, run backwards or precede intake */
  ONCOURSE_NOT_AVAILABLE = 11       /* the figure asked for is not known */
};

/* "ok", "bad_argument", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_status_name(oncourse_status status);

/* What went wrong, in one line that names the place, the value and the limit: "item 4 is 7, scale is 0..3". It never
 * grows; a longer line is cut between characters. */
typedef struct oncourse_error {
  oncourse_status status;
  char detail[1024]; /* always terminated */
} oncourse_error;

/* ---- Instruments ------------------------------------------------------------------------------------------------- */

/* What a questionnaire's answers mean: one that ships, a subscale of it, or a vendor's own. Immutable. */
typedef struct oncourse_instrument oncourse_instrument;

/* The id of an instrument that ships, those nearest to interpersonal psychotherapy first; NULL past the last. */
ONCOURSE_API const char* oncourse_shipped_instrument(size_t index);

/* An instrument that ships, or one of its subscales, which is then followed like any other.
 *
 *   id      in any case, with or without '-', '_' and ' ': "phq-9"; a subscale after a colon: "dass-21:anxiety"
 *   errors  UNKNOWN_INSTRUMENT: the detail lists the known ones
 *   cost    a few allocations; find it once and keep it */
ONCOURSE_API oncourse_status oncourse_instrument_find(const char* id, oncourse_instrument** instrument,
                                                      oncourse_error* error);

/* Reads a definition in the form of oncourse_instrument_json: a licence holder's own with keys and norms, or one that
 * is known by its total only, for which id, name, construct, direction, total [least, greatest] and source are enough.
 * The members are described in oncourse/instrument/definition.hpp.
 *
 *   json    `length` bytes, no terminator needed
 *   errors  MALFORMED: not JSON, a member that is missing, unknown, of the wrong kind or out of range, or a definition
 *           that contradicts itself; the path is named. WRONG_VERSION: another schema or version */
ONCOURSE_API oncourse_status oncourse_instrument_new(const char* json, size_t length, oncourse_instrument** instrument,
                                                     oncourse_error* error);
ONCOURSE_API void oncourse_instrument_free(oncourse_instrument* instrument);

/* A subscale as an instrument of its own; to be freed like any other, before or after the one it comes from.
 *
 *   id      of the subscale alone: "anxiety"
 *   errors  UNKNOWN_INSTRUMENT: the detail lists the subscales */
ONCOURSE_API oncourse_status oncourse_instrument_subscale(const oncourse_instrument* instrument, const char* id,
                                                          oncourse_instrument** subscale, oncourse_error* error);

enum { ONCOURSE_LOWER_IS_BETTER = 0, ONCOURSE_HIGHER_IS_BETTER = 1 };
enum { ONCOURSE_SELF_REPORT = 0, ONCOURSE_CLINICIAN = 1 };

/* How far to trust a figure's source. */
enum {
  ONCOURSE_PUBLISHED = 0, /* read in, or confirmed against, the publication named */
  ONCOURSE_SECONDARY = 1, /* read in a source that cites the publication */
  ONCOURSE_CONVENTION = 2 /* common practice without a publication that establishes it */
};

typedef struct oncourse_instrument_description {
  size_t struct_size;
  const char* id; /* stable key in every interface: "phq-9" */
  const char* name;
  const char* construct; /* what it measures */
  const char* domain; /* the first of its domains: "symptom", "functioning", "interpersonal", "social_support", ... */
  const char* recall; /* the period the questions ask about */
  const char* licence;
  const char* citation;
  const char* scoring_source; /* of items, ranges, keys and the total's rule; its status is below */
  const char* bands_source;   /* NULL where there are no bands, as is its status -1 */
  const char* note;           /* what its users get wrong; NULL where there is nothing to say */
  double total_min;           /* inclusive, as is total_max; both 0 for an instrument without a total */
  double total_max;
  double step;       /* the smallest difference between two totals; 0 where totals are means */
  int32_t direction; /* ONCOURSE_LOWER_IS_BETTER or ONCOURSE_HIGHER_IS_BETTER */
  int32_t n_items;   /* 0: known by its total only */
  int32_t scoring_status;
  int32_t bands_status;
  int32_t reporter;  /* ONCOURSE_SELF_REPORT or ONCOURSE_CLINICIAN */
  int32_t has_total; /* no: its subscales are the scores */
  size_t n_subscales, n_bands, n_cutoffs, n_risk_items, n_norms, n_reliabilities, n_algorithms, n_codings;
} oncourse_instrument_description;
#define ONCOURSE_INSTRUMENT_DESCRIPTION_INIT                                                                         \
  {                                                                                                                  \
    sizeof(oncourse_instrument_description), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, \
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0                                                                        \
  }

ONCOURSE_API oncourse_status oncourse_instrument_describe(const oncourse_instrument* instrument,
                                                          oncourse_instrument_description* description,
                                                          oncourse_error* error);

/* The answers that an item allows, both ends included. Never grows. */
typedef struct oncourse_answer_range {
  int32_t min, max;
  int32_t step; /* 1, or more where not every number between is allowed */
  int32_t reserved;
} oncourse_answer_range;

/*   item    from 1, as on the form
 *   errors  BAD_ARGUMENT: the form has no such item */
ONCOURSE_API oncourse_status oncourse_instrument_answers(const oncourse_instrument* instrument, int32_t item,
                                                         oncourse_answer_range* range, oncourse_error* error);

/* Severity from `from` up to the next band. Never grows. */
typedef struct oncourse_band {
  double from;
  const char* label;
} oncourse_band;

/*   index   below n_bands; so for the lists below
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_instrument_band(const oncourse_instrument* instrument, size_t index,
                                                      oncourse_band* band, oncourse_error* error);

enum { ONCOURSE_AT_LEAST = 0, ONCOURSE_ABOVE = 1, ONCOURSE_AT_MOST = 2, ONCOURSE_BELOW = 3 };

/* A threshold on the total with what it is for and in whom. Never grows. */
typedef struct oncourse_cutoff {
  const char* purpose; /* "caseness", "screen", "severity", "remission"; NULL, and so on, where there is no cut-off */
  const char* population;
  const char* source;
  const char* note; /* accuracy, as published; NULL where there is none */
  double value;
  int32_t compare; /* ONCOURSE_AT_...: a score that compares so with the value has what the purpose names */
  int32_t status;  /* of the source */
} oncourse_cutoff;

ONCOURSE_API oncourse_status oncourse_instrument_cutoff(const oncourse_instrument* instrument, size_t index,
                                                        oncourse_cutoff* cutoff, oncourse_error* error);

/* The cut-off for a purpose in a population. Which population is never chosen silently.
 *
 *   purpose     NULL: caseness where the instrument has such a cut-off, else screen, else remission; severity only by
 *               its name
 *   population  as the list has it; NULL: all there are, as far as they draw the same line
 *   errors      NOT_AVAILABLE: there is none, or several differ and none was chosen; the detail lists what there is */
ONCOURSE_API oncourse_status oncourse_instrument_find_cutoff(const oncourse_instrument* instrument, const char* purpose,
                                                             const char* population, oncourse_cutoff* cutoff,
                                                             oncourse_error* error);

/* How a population scores. Never grows. */
typedef struct oncourse_norm {
  const char* population;
  const char* source;
  double mean, sd;
  int64_t n;        /* persons; 0: not stated */
  int32_t clinical; /* yes or no */
  int32_t status;   /* of the source */
} oncourse_norm;

ONCOURSE_API oncourse_status oncourse_instrument_norm(const oncourse_instrument* instrument, size_t index,
                                                      oncourse_norm* norm, oncourse_error* error);

/*   population  as the list has it; NULL: the only one there is
 *   errors      NOT_AVAILABLE: there is none, or several and none was chosen; the detail lists what there is */
ONCOURSE_API oncourse_status oncourse_instrument_find_norm(const oncourse_instrument* instrument,
                                                           const char* population, oncourse_norm* norm,
                                                           oncourse_error* error);

/* Where a score stands among those of a population. Never grows. */
typedef struct oncourse_standing {
  double z;          /* standard deviations above the mean */
  double t;          /* 50 + 10 z */
  double percentile; /* 0..100: the share that scores lower, if scores are normally distributed there */
} oncourse_standing;

/*   norm    with mean and sd
 *   errors  BAD_ARGUMENT: a number is not finite, sd is not above 0 */
ONCOURSE_API oncourse_status oncourse_norm_standing(const oncourse_norm* norm, double score,
                                                    oncourse_standing* standing, oncourse_error* error);

/* Never grows. */
typedef struct oncourse_reliability {
  const char* kind; /* "alpha", "retest" */
  const char* population;
  const char* source;
  double value;
  int32_t status; /* of the source */
  int32_t reserved;
} oncourse_reliability;

ONCOURSE_API oncourse_status oncourse_instrument_reliability(const oncourse_instrument* instrument, size_t index,
                                                             oncourse_reliability* reliability, oncourse_error* error);

/* An item whose answer asks for attention whatever the total. Never grows. */
typedef struct oncourse_risk_item {
  const char* meaning; /* what it asks after, in our words */
  int32_t item;        /* from 1, as on the form */
  int32_t threshold;   /* answers at or above it are flagged */
} oncourse_risk_item;

ONCOURSE_API oncourse_status oncourse_instrument_risk_item(const oncourse_instrument* instrument, size_t index,
                                                           oncourse_risk_item* item, oncourse_error* error);

/* A suggestion of what to measure: by the focus of the therapy, or by condition. Never grows. */
typedef struct oncourse_battery_member {
  const char* battery;    /* its id: "grief" */
  const char* name;       /* of the battery: "grief and loss" */
  const char* kind;       /* "focus" or "condition" */
  const char* instrument; /* its id */
  const char* reason;
  const char* source;
  int32_t status; /* of the source */
  int32_t reserved;
} oncourse_battery_member;

/* The suggested batteries, member after member.
 *
 *   index   from 0
 *   errors  BAD_ARGUMENT: past the last */
ONCOURSE_API oncourse_status oncourse_suggested_measure(size_t index, oncourse_battery_member* member,
                                                        oncourse_error* error);

/* The whole definition as a JSON object, every figure with its source; NULL for NULL, and where memory ran out: so for
 * every text that is made on demand.
 *
 *   cost  written when first asked for, then kept: so for every text that is made on demand */
ONCOURSE_API const char* oncourse_instrument_json(const oncourse_instrument* instrument);

/* ---- Scores ------------------------------------------------------------------------------------------------------ */

/* One raw answer, as the person gave it: int16_t. An unanswered item is not 0 and not -1. */
#define ONCOURSE_BLANK INT16_MIN

/* Another way to write down the same answers: the id of a coding ("printed", "1-5"); NULL past the last. */
ONCOURSE_API const char* oncourse_instrument_coding(const oncourse_instrument* instrument, size_t index);

/* Rewrites answers in place, from a coding to the definition's own.
 *
 *   coding   its id
 *   answers  n of them, one per item; ONCOURSE_BLANK stays
 *   errors   NOT_AVAILABLE: no such coding, the detail lists those there are; BAD_ARGUMENT: another number of answers;
 *            RESPONSE_RANGE: an answer is outside the coding. Nothing is rewritten then */
ONCOURSE_API oncourse_status oncourse_recode(const oncourse_instrument* instrument, const char* coding,
                                             int16_t* answers, size_t n, oncourse_error* error);

enum {
  ONCOURSE_PRORATING_PUBLISHED = 0,  /* fill blanks by the instrument's rule where that rule is published */
  ONCOURSE_PRORATING_CONVENTION = 1, /* also where it is common practice only */
  ONCOURSE_PRORATING_NEVER = 2       /* any blank is an error */
};

typedef struct oncourse_score_options {
  size_t struct_size;
  int32_t prorating; /* ONCOURSE_PRORATING_... */
  int32_t reserved;  /* 0 */
} oncourse_score_options;
#define ONCOURSE_SCORE_OPTIONS_INIT \
  { sizeof(oncourse_score_options), 0, 0 }

typedef struct oncourse_score_result {
  size_t struct_size;
  double total;     /* NAN for an instrument without a total */
  const char* band; /* severity, borrowed from the instrument; NULL where it has no bands */
  int32_t answered; /* scored items with an answer, of `of_items`: those that may not be left blank */
  int32_t of_items;
  int32_t prorated; /* 1: a scored item was blank and the rule filled it */
  int32_t reserved;
} oncourse_score_result;
#define ONCOURSE_SCORE_RESULT_INIT \
  { sizeof(oncourse_score_result), 0, NULL, 0, 0, 0, 0 }

/* Scores one completed questionnaire; never a partial total.
 *
 *   answers  n of them, one per item, in the published order; ONCOURSE_BLANK where unanswered
 *   options  optional
 *   errors   BAD_ARGUMENT: another number of answers, or an instrument known by its total only; RESPONSE_RANGE;
 *            TOO_MANY_MISSING
 *   cost     one pass, no allocation unless it fails */
ONCOURSE_API oncourse_status oncourse_score(const oncourse_instrument* instrument, const int16_t* answers, size_t n,
                                            const oncourse_score_options* options, oncourse_score_result* result,
                                            oncourse_error* error);

/* Never grows. */
typedef struct oncourse_subscale_score {
  const char* id;
  double value;     /* NAN where too few of its items are answered and the rule lets the total stand */
  const char* band; /* NULL where there is no value, or the subscale has no bands */
} oncourse_subscale_score;

/* The subscales of a sheet, in the instrument's order.
 *
 *   subscales  room for `capacity` of them; NULL with capacity 0 asks only how many there are
 *   count      how many the instrument has: as many as were written, unless nothing but the number was asked
 *   errors     those of oncourse_score; BAD_ARGUMENT: a buffer that is too small */
ONCOURSE_API oncourse_status oncourse_score_subscales(const oncourse_instrument* instrument, const int16_t* answers,
                                                      size_t n, const oncourse_score_options* options,
                                                      oncourse_subscale_score* subscales, size_t capacity,
                                                      size_t* count, oncourse_error* error);

/* The answer to an item that asks for attention whatever the total. Never grows. */
typedef struct oncourse_risk_answer {
  const char* meaning; /* what the item asks after, in our words */
  int32_t item;        /* from 1, as on the form */
  int32_t answer;      /* ONCOURSE_BLANK where the person left it out, which is not the same as "no risk" */
  int32_t threshold;   /* answers at or above it are flagged */
  int32_t flagged;     /* 0 or 1 */
} oncourse_risk_answer;

/* The risk items of a sheet; everything else as for oncourse_score_subscales. A sheet that cannot be scored is an error
 * here too: its risk items are then yours to read. */
ONCOURSE_API oncourse_status oncourse_score_risk(const oncourse_instrument* instrument, const int16_t* answers,
                                                 size_t n, const oncourse_score_options* options,
                                                 oncourse_risk_answer* risk, size_t capacity, size_t* count,
                                                 oncourse_error* error);

/* What a published algorithm says of a sheet. Not a diagnosis: that takes a clinician. Never grows. */
typedef struct oncourse_algorithm_result {
  const char* id; /* "major-depressive-syndrome" */
  const char* name;
  const char* source;
  int32_t met;    /* 1 or 0; -1 where blanks leave it open */
  int32_t status; /* of the source */
} oncourse_algorithm_result;

/* The algorithms of a sheet; everything else as for oncourse_score_subscales. */
ONCOURSE_API oncourse_status oncourse_score_algorithms(const oncourse_instrument* instrument, const int16_t* answers,
                                                       size_t n, const oncourse_score_options* options,
                                                       oncourse_algorithm_result* algorithms, size_t capacity,
                                                       size_t* count, oncourse_error* error);

/* Scores many sheets of one instrument by the same engine; a sheet's trouble is its status and no other's.
 *
 *   answers    n_sheets rows of n_items, sheet after sheet
 *   totals     n_sheets of them; NAN where the sheet has no score
 *   subscales  n_sheets rows of n_subscales; NAN where absent. NULL where they are not wanted
 *   statuses   n_sheets of them: ONCOURSE_OK, or why the sheet has no score
 *   errors     BAD_ARGUMENT: another number of items, an instrument known by its total only. Nothing is written then
 *   cost       oncourse_score per sheet, no allocation */
ONCOURSE_API oncourse_status oncourse_score_sheets(const oncourse_instrument* instrument, const int16_t* answers,
                                                   size_t n_sheets, size_t n_items,
                                                   const oncourse_score_options* options, double* totals,
                                                   double* subscales, int32_t* statuses, oncourse_error* error);

/* How the values of a column lie in memory. */
enum {
  ONCOURSE_INT8 = 1,
  ONCOURSE_INT16 = 2,
  ONCOURSE_INT32 = 3,
  ONCOURSE_INT64 = 4,
  ONCOURSE_UINT8 = 5,
  ONCOURSE_FLOAT32 = 6, /* NAN is blank, here and below */
  ONCOURSE_FLOAT64 = 7
};

/* The answers to one item, yours, a value per sheet, as Arrow lays out a column. Never grows. */
typedef struct oncourse_answer_column {
  const void* values;      /* of the first sheet on */
  const uint8_t* validity; /* a bit per sheet, the least significant of a byte first; 0: blank. NULL: no blanks */
  size_t validity_offset;  /* which bit is of the first sheet */
  const struct oncourse_answer_column* dictionary; /* the values are places in it, from 0; NULL: they are answers */
  size_t dictionary_size;
  int32_t type;     /* of the values, ONCOURSE_INT8...; of places an integer */
  int32_t reserved; /* 0 */
} oncourse_answer_column;

enum {
  ONCOURSE_VECTORS_BEST = 0,
  ONCOURSE_VECTORS_BASELINE = 1,
  ONCOURSE_VECTORS_AVX2 = 2,
  ONCOURSE_VECTORS_AVX512 = 3
};

typedef struct oncourse_batch_options {
  size_t struct_size;
  const char* coding;     /* how the answers are written down, where it is not the definition's way; NULL: it is */
  int32_t prorating;      /* ONCOURSE_PRORATING_... */
  int32_t threads;        /* at most so many, up to 256; 0: 1. The results are the same with any number */
  int32_t has_blank_code; /* 1: `blank_code`, off all scales, stands for a blank as well */
  int32_t blank_code;
  int32_t vectors;  /* ONCOURSE_VECTORS_...: which code to use, with the same results */
  int32_t reserved; /* 0 */
} oncourse_batch_options;
#define ONCOURSE_BATCH_OPTIONS_INIT \
  { sizeof(oncourse_batch_options), NULL, 0, 0, 0, 0, 0, 0 }

enum {
  ONCOURSE_SHEET_SCORED = 0,
  ONCOURSE_SHEET_PRORATED = 1,
  ONCOURSE_SHEET_OFF_SCALE = 2,      /* an answer is outside its item's scale: there is no score */
  ONCOURSE_SHEET_TOO_MANY_BLANKS = 3 /* likewise */
};

/* In columns of bytes, what is not known or not there. */
#define ONCOURSE_NO_BYTE 255

/* Where results go, yours, a value per sheet; what is NULL is not asked for. */
typedef struct oncourse_batch_columns {
  size_t struct_size;
  void* totals;           /* of score_type; NAN, or ONCOURSE_NO_BYTE, where there is none */
  uint8_t* bands;         /* places in the instrument's bands, for oncourse_instrument_band */
  uint8_t* status;        /* ONCOURSE_SHEET_... */
  uint8_t* answered;      /* as in oncourse_score_result; ONCOURSE_NO_BYTE where there is no score */
  uint8_t* of_items;      /* likewise */
  void* const* subscales; /* one column each, of score_type */
  uint8_t* const* subscale_bands;
  uint8_t* const* algorithms;   /* one each: 1, 0, or ONCOURSE_NO_BYTE where blanks leave it open */
  int16_t* const* risk_answers; /* one each, also of sheets without a score; ONCOURSE_BLANK where there is none */
  uint8_t* const* risk_flags;   /* one each: 1, 0, or ONCOURSE_NO_BYTE where the answer is not known */
  int32_t score_type; /* 0: ONCOURSE_FLOAT64; ONCOURSE_FLOAT32; ONCOURSE_UINT8: scores that are no whole numbers, as
                       * prorated ones may be, are ONCOURSE_NO_BYTE and never rounded */
  int32_t reserved;   /* 0 */
} oncourse_batch_columns;
#define ONCOURSE_BATCH_COLUMNS_INIT \
  { sizeof(oncourse_batch_columns), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0 }

/* How many sheets became what. Never grows. */
typedef struct oncourse_batch_counts {
  size_t sheets, scored, prorated, off_scale, too_many_blanks;
} oncourse_batch_counts;

/* Scores millions of sheets in columns, each to the last bit as oncourse_score does it; a sheet's trouble is its status
 * and no other's.
 *
 *   items    n_items columns of n_sheets answers, in the published order
 *   options  optional
 *   columns  where the results go; none of it the memory of the items
 *   counts   how many sheets became what
 *   errors   BAD_ARGUMENT: another number of items, an instrument known by its total only, a type, a code for blanks
 *            that is an answer, vectors that this processor does not have, scores in bytes where those of complete
 *            sheets are not whole numbers up to 254; NOT_AVAILABLE: no such coding. Nothing is written then
 *   cost     some 20 microseconds for the tables, then one pass: of the PHQ-9 in bytes about as long as reading it */
ONCOURSE_API oncourse_status oncourse_score_columns(const oncourse_instrument* instrument,
                                                    const oncourse_answer_column* items, size_t n_items,
                                                    size_t n_sheets, const oncourse_batch_options* options,
                                                    const oncourse_batch_columns* columns,
                                                    oncourse_batch_counts* counts, oncourse_error* error);

/* Why a sheet of such columns has no score: ONCOURSE_OK, or the status and words of oncourse_score.
 *
 *   sheet   from 0
 *   errors  those above; BAD_ARGUMENT: there is no such sheet */
ONCOURSE_API oncourse_status oncourse_score_columns_refusal(const oncourse_instrument* instrument,
                                                            const oncourse_answer_column* items, size_t n_items,
                                                            size_t n_sheets, const oncourse_batch_options* options,
                                                            size_t sheet, oncourse_error* error);

/* The T-score of goals agreed with one person: 50 where they are met as expected on balance.
 *
 *   levels       n of them, -2 (much less than expected) to 2 (much more); ONCOURSE_BLANK for a goal that is not rated
 *   weights      n of them, above 0: importance, or importance times difficulty; NULL: all alike
 *   correlation  of goals, in [0, 1); 0.3 by convention
 *   errors       BAD_ARGUMENT: no goal, a weight or the correlation; RESPONSE_RANGE: a level; TOO_MANY_MISSING: no goal
 *                is rated
 *   source       Kiresuk & Sherman 1968, Community Ment Health J 4:443-453 */
ONCOURSE_API oncourse_status oncourse_goal_attainment(const int16_t* levels, const double* weights, size_t n,
                                                      double correlation, double* t, oncourse_error* error);

/* ---- Change ------------------------------------------------------------------------------------------------------ */

typedef struct oncourse_change_options {
  size_t struct_size;
  const char* cutoff_purpose;    /* as in oncourse_instrument_find_cutoff; both NULL: what it finds so, or none... */
  const char* cutoff_population; /* ...and without a cut-off nobody is recovered or harmed */
  double sd;                     /* for a criterion of your own, in a population like this person's, with... */
  double reliability;            /* ...the instrument's reliability there; both 0: the instrument's criterion */
} oncourse_change_options;
#define ONCOURSE_CHANGE_OPTIONS_INIT \
  { sizeof(oncourse_change_options), NULL, NULL, 0, 0 }

enum {
  ONCOURSE_CHANGE_NOT_KNOWN = 0,    /* no criterion of reliable change is known */
  ONCOURSE_CHANGE_RECOVERED = 1,    /* reliably better, and out of the clinical range */
  ONCOURSE_CHANGE_IMPROVED = 2,     /* reliably better */
  ONCOURSE_CHANGE_UNCHANGED = 3,    /* not reliably different */
  ONCOURSE_CHANGE_DETERIORATED = 4, /* reliably worse */
  ONCOURSE_CHANGE_HARMED = 5        /* reliably worse, and into the clinical range */
};

/* "not_known", "recovered", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_change_name(int32_t change_class);

/* A difference in points that means something. Never grows. */
typedef struct oncourse_difference {
  double points; /* NAN, and the texts NULL, where none is known */
  const char* basis;
  const char* source;
  int32_t status;  /* of the source; -1 where none is known */
  int32_t reached; /* yes or no: the change is at least this, in the better or the worse direction respectively */
} oncourse_difference;

/* The texts are borrowed from the instrument. */
typedef struct oncourse_change_result {
  size_t struct_size;
  double points;                             /* post - pre */
  double improvement;                        /* the points in the better direction */
  double percent_improved;                   /* of the pre score; NAN when that is 0 */
  double index;                              /* Jacobson-Truax, as implied by the criterion: 1.96 at its points */
  int32_t change_class;                      /* ONCOURSE_CHANGE_... */
  int32_t inclusive;                         /* yes or no: a change of exactly the criterion's points is reliable */
  oncourse_difference criterion;             /* of reliable change, whatever its direction */
  oncourse_difference important_improvement; /* the minimal important difference */
  oncourse_difference important_worsening;
  oncourse_cutoff cutoff; /* the one used for recovered and harmed */
} oncourse_change_result;
#define ONCOURSE_CHANGE_RESULT_INIT                                                                 \
  {                                                                                                 \
    sizeof(oncourse_change_result), 0, 0, 0, 0, 0, 0, {0, NULL, NULL, 0, 0}, {0, NULL, NULL, 0, 0}, \
        {0, NULL, NULL, 0, 0}, {                                                                    \
      NULL, NULL, NULL, NULL, 0, 0, 0                                                               \
    }                                                                                               \
  }

/* Reads the difference between two totals in every way the instrument allows.
 *
 *   options  optional
 *   errors   RESPONSE_RANGE: a total is outside the instrument's scale; NOT_AVAILABLE: no cut-off is for this purpose
 *            and population; BAD_ARGUMENT: sd not above 0, reliability not inside (0, 1), one without the other
 *   source   Jacobson & Truax 1991; ONCOURSE_CHANGE_HARMED: Hageman & Arrindell 1999 */
ONCOURSE_API oncourse_status oncourse_change(const oncourse_instrument* instrument, double pre, double post,
                                             const oncourse_change_options* options, oncourse_change_result* result,
                                             oncourse_error* error);

/* ---- Target ------------------------------------------------------------------------------------------------------ */

enum {
  ONCOURSE_TARGET_DEFAULT = 0,              /* see where it is asked for */
  ONCOURSE_TARGET_RELIABLE_IMPROVEMENT = 1, /* at least the reliable change better than at baseline */
  ONCOURSE_TARGET_CUTOFF = 2,               /* on the functional side of the instrument's cut-off */
  ONCOURSE_TARGET_RECOVERY = 3,             /* both */
  ONCOURSE_TARGET_PERCENT = 4,              /* better by target_value percent of the baseline, in (0, 100] */
  ONCOURSE_TARGET_SCORE = 5,                /* a score of target_value or better */
  ONCOURSE_TARGET_NO_DETERIORATION = 6      /* not reliably worse than at baseline */
};

/* The outcome that a course aims at, for one person. Never grows. */
typedef struct oncourse_target_line {
  double limit;    /* a score that compares so with it meets the target */
  double boundary; /* where a continuous forecast is cut: half a scoring step beyond the limit */
  int32_t compare; /* ONCOURSE_AT_... */
  int32_t reserved;
} oncourse_target_line;

/* The line for a person with this baseline.
 *
 *   target_kind   ONCOURSE_TARGET_...; ONCOURSE_TARGET_DEFAULT: reliable improvement, or where the instrument has no
 *                 criterion half the baseline
 *   target_value  0 for the targets that need none
 *   errors        NOT_AVAILABLE: the instrument has no reliable change or no cut-off; BAD_ARGUMENT: nobody could reach
 *                 it; RESPONSE_RANGE: the baseline */
ONCOURSE_API oncourse_status oncourse_target(const oncourse_instrument* instrument, int32_t target_kind,
                                             double target_value, double baseline, oncourse_target_line* line,
                                             oncourse_error* error);

/* ---- Tables ------------------------------------------------------------------------------------------------------ */

/* Results in named columns of one length, of numbers or of texts. Immutable. Yes or no is 1 or 0; what is not known is
 * NAN or NULL, never a number that could be taken for one.
 *
 * Where the rows of a table are of persons, sessions or groups that your own columns tell apart, its first column,
 * "row", counts from 0 and says in which row of yours that one first appears. The column "status" holds the name of an
 * oncourse_status and "detail" why it is not "ok": a row's trouble is its own and spoils no other row. */
typedef struct oncourse_table oncourse_table;

ONCOURSE_API void oncourse_table_free(oncourse_table* table);
/* 0 for NULL. */
ONCOURSE_API size_t oncourse_table_rows(const oncourse_table* table);
/* The name of a column; NULL past the last. */
ONCOURSE_API const char* oncourse_table_column(const oncourse_table* table, size_t index);
/* Yes or no; -1 past the last column. */
ONCOURSE_API int32_t oncourse_table_is_text(const oncourse_table* table, size_t index);

/* A column of numbers; of texts that stand for an enumeration's names, its numbers.
 *
 *   column   its name
 *   numbers  room for `capacity` of them; NULL with capacity 0 asks only how many there are
 *   count    the table's rows: as many as were written, unless nothing but the number was asked
 *   errors   BAD_ARGUMENT: no such column, a column of texts, a buffer that is too small */
ONCOURSE_API oncourse_status oncourse_table_numbers(const oncourse_table* table, const char* column, double* numbers,
                                                    size_t capacity, size_t* count, oncourse_error* error);

/* A column of texts, borrowed from the table; likewise. */
ONCOURSE_API oncourse_status oncourse_table_texts(const oncourse_table* table, const char* column, const char** texts,
                                                  size_t capacity, size_t* count, oncourse_error* error);

/* An array with an object per row; what is not known is null. Made on demand. */
ONCOURSE_API const char* oncourse_table_json(const oncourse_table* table);

/* ---- Course ------------------------------------------------------------------------------------------------------ */

/* One person's therapy, as far as it has come. */
typedef struct oncourse_course oncourse_course;

#define ONCOURSE_NO_PHASE (-1)

/* The agreed frame. Interpersonal psychotherapy is the default: a window of 12 to 16 weekly sessions. */
typedef struct oncourse_plan {
  size_t struct_size;
  int32_t window_first;         /* the earliest session at which the therapy may end as planned, 1..100 */
  int32_t window_last;          /* and the latest */
  int32_t cadence_days;         /* from one session to the next, 1..366 */
  int32_t initial_sessions;     /* ONCOURSE_NO_PHASE: none */
  int32_t termination_sessions; /* counted back from window_last; ONCOURSE_NO_PHASE: none */
  int32_t reserved;             /* 0 */
} oncourse_plan;
#define ONCOURSE_PLAN_INIT \
  { sizeof(oncourse_plan), 0, 0, 0, 0, 0, 0 }

/*   plan         optional
 *   intake_date  optional; without it there are no calendar dates anywhere
 *   errors       BAD_ARGUMENT: the plan; MALFORMED: the date */
ONCOURSE_API oncourse_status oncourse_course_new(const oncourse_plan* plan, const char* intake_date,
                                                 oncourse_course** course, oncourse_error* error);
ONCOURSE_API void oncourse_course_free(oncourse_course* course);

/* The day of a date; negative before intake.
 *
 *   errors  MALFORMED: the date; NOT_AVAILABLE: the course has no intake date */
ONCOURSE_API oncourse_status oncourse_course_day(const oncourse_course* course, const char* date, int64_t* day,
                                                 oncourse_error* error);

/* A session that was held, with or without a questionnaire. Sessions are added in their order; those missed are left
 * out. A call that fails leaves the course as it was: so do all below.
 *
 *   number  0..1000; the first session after intake is 1
 *   day     0..366000
 *   errors  SESSION_ORDER: not after the session before it, or before intake; BAD_ARGUMENT
 *   cost    O(sessions so far), as for every addition of scores */
ONCOURSE_API oncourse_status oncourse_course_add_session(oncourse_course* course, int32_t number, int64_t day,
                                                         oncourse_error* error);

/* A completed questionnaire, scored as oncourse_score does.
 *
 *   session  the number of one that was added
 *   errors   those of oncourse_score; BAD_ARGUMENT: no such session, or scores and goals on another
 *            definition with this id; SESSION_ORDER: completed twice in one session */
ONCOURSE_API oncourse_status oncourse_course_add_answers(oncourse_course* course, int32_t session,
                                                         const oncourse_instrument* instrument, const int16_t* answers,
                                                         size_t n, const oncourse_score_options* options,
                                                         oncourse_error* error);

/* A total that comes without its answers; the basis of a verdict will say so. Otherwise as oncourse_course_add_answers.
 *
 *   total  inside the instrument's scale; also between whole points, as a prorated one is */
ONCOURSE_API oncourse_status oncourse_course_add_total(oncourse_course* course, int32_t session,
                                                       const oncourse_instrument* instrument, double total,
                                                       oncourse_error* error);

/* What else was recorded at a session and a model may need, say 1 while in a couple's therapy and 0 otherwise. The
 * value holds from this session on, until another one is set; a value set before at this session is replaced.
 *
 *   session  the number of one that was added; the course's first, or oncourse_assess will find none there
 *   name     as in the model
 *   errors   BAD_ARGUMENT: no such session, a name that is empty or not one line, a value that is not finite;
 *            MALFORMED: a name not in UTF-8 */
ONCOURSE_API oncourse_status oncourse_course_set_covariate(oncourse_course* course, int32_t session, const char* name,
                                                           double value, oncourse_error* error);

enum { ONCOURSE_MEDICATION_STARTED = 1, ONCOURSE_MEDICATION_STOPPED = 2, ONCOURSE_MEDICATION_DOSE_CHANGED = 3 };

/* The totals of one instrument, session by session: session, day, total (NAN where it was not completed). For the calls
 * on change over sessions, as the rows of one person. */
ONCOURSE_API oncourse_status oncourse_course_scores(const oncourse_course* course,
                                                    const oncourse_instrument* instrument, oncourse_table** table,
                                                    oncourse_error* error);

/* A change of medication: a covariate of models that have one, and a remark in the basis. In any order.
 *
 *   day    -366000..366000; negative before intake
 *   kind   ONCOURSE_MEDICATION_...
 *   label  optional, yours; tells medications apart: stopping one leaves the others on, stopping without a label ends
 *          all. oncourse_assess refuses, where the model asks, an event that stops or changes what is not on. Shown in
 *          the JSON report only
 *   errors BAD_ARGUMENT; MALFORMED: a label that is not UTF-8 */
ONCOURSE_API oncourse_status oncourse_course_add_medication(oncourse_course* course, int64_t day, int32_t kind,
                                                            const char* label, oncourse_error* error);

/* The four problem areas of interpersonal psychotherapy. */
enum {
  ONCOURSE_FOCUS_NONE = 0,
  ONCOURSE_FOCUS_GRIEF = 1,
  ONCOURSE_FOCUS_ROLE_DISPUTE = 2,
  ONCOURSE_FOCUS_ROLE_TRANSITION = 3,
  ONCOURSE_FOCUS_INTERPERSONAL_DEFICIT = 4
};

/* Replaces the focus set before.
 *
 *   secondary  ONCOURSE_FOCUS_NONE: there is one problem area; it must differ from the primary */
ONCOURSE_API oncourse_status oncourse_course_set_focus(oncourse_course* course, int32_t primary, int32_t secondary,
                                                       oncourse_error* error);

/* A measurable goal: a total that the person and the therapist agreed on. Reports say whether it is met.
 *
 *   label    yours; appears in reports as it is
 *   compare  ONCOURSE_AT_...
 *   value    inside the instrument's scale
 *   errors   BAD_ARGUMENT; MALFORMED: a label that is not UTF-8 */
ONCOURSE_API oncourse_status oncourse_course_add_goal(oncourse_course* course, const char* label,
                                                      const oncourse_instrument* instrument, int32_t compare,
                                                      double value, oncourse_error* error);

/* What the course aims at, for oncourse_assess to take where its options name no target. Replaces the one set before.
 *
 *   target_kind   ONCOURSE_TARGET_...; ONCOURSE_TARGET_DEFAULT: none is agreed
 *   target_value  0 for the targets that need none
 *   errors        BAD_ARGUMENT: an unknown kind, a value where none is needed, a percentage outside (0, 100]; a score
 *                 outside the scale is refused by oncourse_assess, which knows the scale */
ONCOURSE_API oncourse_status oncourse_course_set_target(oncourse_course* course, int32_t target_kind,
                                                        double target_value, oncourse_error* error);

/* A course without sessions from a course file, the JSON document that `oncourse track --course` reads: intake, plan,
 * focus, goals, medication, target.
 *
 *   json         `length` bytes, no terminator needed
 *   instruments  n of them, beside those that ship, for goals on a vendor's own; NULL where n is 0
 *   errors       MALFORMED: not JSON, or a member that is unknown, of the wrong kind or out of range (named);
 *                UNKNOWN_INSTRUMENT; BAD_ARGUMENT: medication with a date where there is no intake date */
ONCOURSE_API oncourse_status oncourse_course_read(const char* json, size_t length,
                                                  const oncourse_instrument* const* instruments, size_t n,
                                                  oncourse_course** course, oncourse_error* error);

/* All of that as a course file, terminated; valid until the course is changed. Sessions and scores are no part of it.
 */
ONCOURSE_API const char* oncourse_course_json(const oncourse_course* course);

/* The id of the instrument by which the course file wants the course judged; NULL where it names none. */
ONCOURSE_API const char* oncourse_course_agreed_instrument(const oncourse_course* course);

enum {
  ONCOURSE_PHASE_INTAKE = 0,
  ONCOURSE_PHASE_INITIAL = 1,
  ONCOURSE_PHASE_MIDDLE = 2,
  ONCOURSE_PHASE_TERMINATION = 3,
  ONCOURSE_PHASE_BEYOND_WINDOW = 4
};

/* "intake", "initial", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_phase_name(int32_t phase);

/* Where a course stands in its window. */
typedef struct oncourse_calendar {
  size_t struct_size;
  int32_t phase;            /* ONCOURSE_PHASE_... */
  int32_t sessions_held;    /* how many were added, intake included */
  int32_t sessions_used;    /* the latest one's number: the clinical clock */
  int32_t left_to_window;   /* sessions until the window opens, 0 inside it */
  int32_t left_in_window;   /* sessions until it closes */
  int32_t session_overdue;  /* yes or no: more than twice the cadence since the latest session */
  double kept_cadence_days; /* days per session so far; the plan's until two sessions were held */
  int64_t day_first;        /* of the window's first session at the kept cadence, and of its last */
  int64_t day_last;
  int64_t latest_day;        /* of the latest session */
  int64_t days_since_latest; /* -1 where `today` was not said */
  char date_first[16];       /* "" without intake date */
  char date_last[16];
} oncourse_calendar;
#define ONCOURSE_CALENDAR_INIT \
  { sizeof(oncourse_calendar), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "", "" }

/*   today   a day; 0: whether a session is overdue is not said
 *   errors  NOT_ENOUGH_SESSIONS: none was added; SESSION_ORDER: today lies before the latest session */
ONCOURSE_API oncourse_status oncourse_course_calendar(const oncourse_course* course, int64_t today,
                                                      oncourse_calendar* calendar, oncourse_error* error);

/* An interval between two sessions longer than twice the agreed cadence. Never grows. */
typedef struct oncourse_gap {
  int32_t after_session;
  int32_t reserved;
  int64_t from_day, to_day;
} oncourse_gap;

/*   gaps    room for `capacity` of them; NULL with capacity 0 asks only how many there are
 *   errors  NOT_ENOUGH_SESSIONS: none was added; BAD_ARGUMENT: a buffer that is too small */
ONCOURSE_API oncourse_status oncourse_course_gaps(const oncourse_course* course, oncourse_gap* gaps, size_t capacity,
                                                  size_t* count, oncourse_error* error);

/* An instrument used before and then left out of recent sessions. Never grows. */
typedef struct oncourse_overdue_measure {
  const char* instrument;   /* its id */
  int32_t last_session;     /* at which it was completed */
  int32_t sessions_without; /* held since then */
} oncourse_overdue_measure;

/*   measure_every  sessions after which an instrument is due again; 0: as often as it was completed so far, and never
 *                  for one completed once
 *   measures       as the gaps in oncourse_course_gaps
 *   errors         likewise; BAD_ARGUMENT also: measure_every is negative */
ONCOURSE_API oncourse_status oncourse_course_overdue(const oncourse_course* course, int32_t measure_every,
                                                     oncourse_overdue_measure* measures, size_t capacity, size_t* count,
                                                     oncourse_error* error);

/* ---- Model ------------------------------------------------------------------------------------------------------- */

/* A growth model fitted to many courses, with its instrument and its calibration. Immutable. */
typedef struct oncourse_model oncourse_model;

/* Reads a model document, as written by `oncourse fit` and oncourse_model_json.
 *
 *   json    `length` bytes, no terminator needed
 *   errors  MALFORMED: not JSON, or a member is missing or of the wrong kind; WRONG_VERSION: another schema or version,
 *           or a checksum that does not fit the content */
ONCOURSE_API oncourse_status oncourse_model_new(const char* json, size_t length, oncourse_model** model,
                                                oncourse_error* error);
ONCOURSE_API void oncourse_model_free(oncourse_model* model);

/* The document: the same model gives the same bytes here and from `oncourse fit`. */
ONCOURSE_API const char* oncourse_model_json(const oncourse_model* model);
/* The model as a statistician expects to see it: formula, fit statistics, variance components, coefficients with
 * standard errors, search, calibration. In text of 80 columns, and as an HTML fragment of tables. */
ONCOURSE_API const char* oncourse_model_text(const oncourse_model* model);
ONCOURSE_API const char* oncourse_model_html(const oncourse_model* model);

/* Scores as columns, all yours, a row per score. What a function does not ask for must be NULL. */
typedef struct oncourse_rows {
  size_t struct_size;
  size_t n;              /* rows */
  const int64_t* person; /* any numbers that tell persons apart; to fit a model, the rows of a person stand together */
  const double* time;    /* since intake, in the model's unit; at least 0 where it enters as ln(1 + time) */
  const double* score;   /* totals */
  const double* const* covariates; /* n_covariates columns of n values, in the design's order */
  size_t n_covariates;
} oncourse_rows;
#define ONCOURSE_ROWS_INIT \
  { sizeof(oncourse_rows), 0, NULL, NULL, NULL, NULL, 0 }

/* A column of numbers beside the scores; constant within a person or changing over time. Never grows. */
typedef struct oncourse_covariate {
  const char* name;
  int32_t interacts; /* 1: it also changes the slope, and adds the column g(time) * covariate */
  int32_t reserved;  /* 0 */
} oncourse_covariate;

/* How time enters: g(time). */
enum { ONCOURSE_TIME_LOG1P = 0 /* ln(1 + time): change is fastest at the start */, ONCOURSE_TIME_LINEAR = 1 };

/* What differs between persons beyond the covariates. */
enum {
  ONCOURSE_RANDOM_SLOPE = 0,             /* level and rate of change, correlated */
  ONCOURSE_RANDOM_INTERCEPT = 1,         /* level */
  ONCOURSE_RANDOM_INDEPENDENT_SLOPE = 2, /* level and rate of change, uncorrelated */
  ONCOURSE_RANDOM_CURVE = 3 /* level, rate of change and bend, correlated; of a curve that is not straight */
};

/* How the line runs over g(time): with a second column of time, its bend, or without. */
enum {
  ONCOURSE_CURVE_STRAIGHT = 0,
  ONCOURSE_CURVE_QUADRATIC = 1, /* g(time) squared */
  ONCOURSE_CURVE_PIECEWISE = 2  /* what g(time) exceeds g(knot) by: another rate of change from the knot on */
};

/* How scores scatter about a person's own line: the correlation of two residuals. */
enum {
  ONCOURSE_RESIDUALS_INDEPENDENT = 0,
  ONCOURSE_RESIDUALS_AUTOREGRESSIVE = 1,           /* exp(-distance in time / range): nlme's corCAR1 */
  ONCOURSE_RESIDUALS_AUTOREGRESSIVE_WITH_NOISE = 2 /* times 1 - nugget: nlme's corExp(nugget = TRUE) */
};

/* The scale on which the model is one, h(score): symptom scores scatter less near their floor. */
enum {
  ONCOURSE_SCALE_POINTS = 0,
  ONCOURSE_SCALE_SQUARE_ROOT = 1, /* of score - lowest + margin */
  ONCOURSE_SCALE_LOG = 2,         /* likewise */
  ONCOURSE_SCALE_LOGIT = 3        /* ln((score - lowest + margin) / (highest + margin - score)) */
};

enum { ONCOURSE_REML = 0, ONCOURSE_ML = 1 };

/* What the model's time counts, from intake. */
enum { ONCOURSE_UNIT_SESSION = 0, ONCOURSE_UNIT_DAY = 1, ONCOURSE_UNIT_WEEK = 2, ONCOURSE_UNIT_MONTH = 3 };

typedef struct oncourse_fit_options {
  size_t struct_size;
  const oncourse_covariate* covariates; /* n_covariates of them, one per column */
  size_t n_covariates;
  const char* time_name;  /* of the time in coefficient names; NULL: the unit's */
  int32_t time_unit;      /* ONCOURSE_UNIT_... */
  int32_t time_basis;     /* ONCOURSE_TIME_... */
  int32_t random_effects; /* ONCOURSE_RANDOM_... */
  int32_t likelihood;     /* ONCOURSE_REML or ONCOURSE_ML */
  int32_t curve;          /* ONCOURSE_CURVE_... */
  int32_t residuals;      /* ONCOURSE_RESIDUALS_... */
  int32_t scale;          /* ONCOURSE_SCALE_... */
  int32_t threads;        /* at most so many, up to 256; 1. The model is the same to the last bit with any number */
  double knot;            /* a time, of a piecewise curve; else 0 */
  double scale_lowest;    /* of the scores and, with scale_highest, of a scale other than points: both 0, the */
  double scale_highest;   /* instrument's; without an instrument they must be stated */
  double scale_margin;    /* half the step between the instrument's totals, without an instrument 0.5 */
} oncourse_fit_options;
#define ONCOURSE_FIT_OPTIONS_INIT \
  { sizeof(oncourse_fit_options), NULL, 0, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/* What a rule reads in the scores so far. Published limits and sources: oncourse/track/monitoring_rule.hpp. */
enum {
  ONCOURSE_RULE_POSTERIOR_PROBABILITY = 0, /* that the target is missed at the planned end */
  ONCOURSE_RULE_EXPECTED_RESPONSE =
      1, /* how far the score lies on the worse side of what is expected after the first */
  ONCOURSE_RULE_RELIABLE_DETERIORATION = 2,  /* how much worse it is than at intake, in reliable changes */
  ONCOURSE_RULE_SUSTAINED_DETERIORATION = 3, /* the same of the better of the last two scores */
  ONCOURSE_RULE_NO_EARLY_RESPONSE = 4        /* how little has improved at the first score from early_session on */
};

/* "posterior_probability", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_rule_name(int32_t rule);

/* A rule with its figures; all zero is the posterior probability with the usual ones. Never grows. */
typedef struct oncourse_monitoring_rule {
  int32_t kind;          /* ONCOURSE_RULE_... */
  int32_t early_session; /* of no early response; 0: 4 */
  double level;       /* of the expected response: share of people inside the published band, inside (0, 1); 0: 0.90 */
  double improvement; /* of no early response: percent of the intake score, in (0, 100]; 0: 20 */
} oncourse_monitoring_rule;

/* How the false alarms that calibrated limits allow are spent over the course. */
enum {
  ONCOURSE_SPENDING_ANYWHERE = 0, /* one limit for all of it: alarms come when the signal is strongest, which is late */
  ONCOURSE_SPENDING_EVENLY = 1,   /* as many in each session */
  ONCOURSE_SPENDING_EARLY = 2     /* half of what is left in each session */
};

/* On whom the limits of alarms are found. */
enum {
  ONCOURSE_CALIBRATION_SPLIT = 0, /* a share of the persons, held out from the fit: what is promised is proved */
  ONCOURSE_CALIBRATION_CROSS = 1  /* everybody, each by a model fitted without their part of the persons, and the model
                                   * fitted to everybody: more persons for both, but promised is what cross-validation
                                   * estimates */
};

/* How the limits of alarms are found: for each rule by itself, and for deterioration. */
typedef struct oncourse_calibration_options {
  size_t struct_size;
  const oncourse_plan* plan; /* of the courses to be judged: its window sets the planned end and what is monitored */
  double alpha;              /* at most this share of those who reach the target is ever flagged, in (0, 0.5]; 0.10 */
  double target_value;       /* 0 for the targets that need none */
  int32_t target_kind;       /* ONCOURSE_TARGET_...; ONCOURSE_TARGET_DEFAULT as in oncourse_target */
  int32_t method;            /* ONCOURSE_CALIBRATION_... */
  double share;              /* of persons that oncourse_model_fit holds out for it, inside (0, 1); 0.5 */
  uint64_t seed;             /* which ones, or who is in which part; 1 */
  int32_t folds;             /* parts of ONCOURSE_CALIBRATION_CROSS, 2 or more; 5 */
  int32_t spending;          /* ONCOURSE_SPENDING_... */
  const oncourse_monitoring_rule* rules; /* n_rules of them; NULL with 0: the posterior probability */
  size_t n_rules;
  const double* intake_limits; /* n_intake_limits of them, ascending: each band of intake scores has its own limits */
  size_t n_intake_limits;
  const int64_t* groups; /* optional, one per row: that of a person's first row is the person's; groups have limits of
                            their own, beside those of everybody together */
  int32_t without_deterioration; /* 1: no limits for ONCOURSE_TARGET_NO_DETERIORATION, else found where the instrument
                                    has a criterion of reliable change */
  int32_t reserved;              /* 0 */
  double band_level;             /* of the prediction bands, inside (0, 1); 1 - alpha */
} oncourse_calibration_options;
#define ONCOURSE_CALIBRATION_OPTIONS_INIT \
  { sizeof(oncourse_calibration_options), NULL, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, NULL, 0, NULL, 0, 0, 0 }

/* Fits a growth model as `oncourse fit` does. How the search ended is part of the model, see oncourse_model_describe.
 *
 *   rows         with persons and scores; the rows of a person in order of time where it is calibrated or residuals are
 *                correlated, and no two at one time where they are without noise
 *   options      optional
 *   instrument   of the scores; optional without calibration
 *   calibration  optional: without it the model is fitted to everybody and has no calibrated alarms. With it, unless
 *                another method is asked for, a share of the persons is held out, the model fitted to the others, and
 *                the limits found on those held out; for the defaults pass a struct as its INIT macro makes it
 *   errors       BAD_ARGUMENT: a column, a person in two places, a covariate that repeats others (named);
 *                RESPONSE_RANGE: a score outside the instrument's or the model's scale; NOT_ENOUGH_SESSIONS: too few
 *                persons or scores, or too few of those held out, of a group that is named, reached the target
 *   cost         one pass over the rows, then O(persons) for each of a few evaluations; with correlated residuals some
 *                passes over the rows for each */
ONCOURSE_API oncourse_status oncourse_model_fit(const oncourse_rows* rows, const oncourse_fit_options* options,
                                                const oncourse_instrument* instrument,
                                                const oncourse_calibration_options* calibration, oncourse_model** model,
                                                oncourse_error* error);

/* The same model with limits found on these persons, none of whom it may have been fitted to; beside those that it has
 * for other rules, targets and groups.
 *
 *   rows     with persons and scores, the rows of a person in order of time
 *   options  optional; method, share, seed and folds must be 0
 *   errors   those of oncourse_model_fit; BAD_ARGUMENT also: the model is for another instrument */
ONCOURSE_API oncourse_status oncourse_model_calibrate(const oncourse_model* model,
                                                      const oncourse_instrument* instrument, const oncourse_rows* rows,
                                                      const oncourse_calibration_options* options,
                                                      oncourse_model** calibrated, oncourse_error* error);

/* Cross-products: all that a fit needs to know of a cohort, or of a shard of one, in a few numbers for each distinct
 * design (the times and covariates that persons share). Shards are read where their rows are, kept or sent as bytes,
 * put together in any order and fitted: the estimates are those of all rows at once to within 1e-12. All rows of a
 * person belong into one shard, who is held out for a calibration into none. Residuals are independent: correlated ones
 * make cross-products depend on what is yet to be estimated. Nobody is named, but a design that one person has to
 * themselves shows that person's sums of scores. */
typedef struct oncourse_cross_products oncourse_cross_products;

/* Reads a shard.
 *
 *   rows        with persons and scores; of a shard without any it adds nothing
 *   options     optional; likelihood must be 0, it is for oncourse_cross_products_fit
 *   instrument  of the scores; optional
 *   errors      BAD_ARGUMENT: a column, a person in two places; RESPONSE_RANGE: a score outside the scale
 *   cost        one pass over the rows */
ONCOURSE_API oncourse_status oncourse_cross_products_new(const oncourse_rows* rows, const oncourse_fit_options* options,
                                                         const oncourse_instrument* instrument,
                                                         oncourse_cross_products** cross_products,
                                                         oncourse_error* error);

/* Reads what oncourse_cross_products_bytes or `oncourse cross-products` wrote.
 *
 *   bytes   `length` of them, at any address: a file may be mapped into memory, and must not change meanwhile
 *   errors  MALFORMED: no such document, one that is cut off or followed by other bytes, numbers that no rows can have;
 *           WRONG_VERSION: another schema or version, or a checksum that does not fit the content */
ONCOURSE_API oncourse_status oncourse_cross_products_read(const void* bytes, size_t length,
                                                          oncourse_cross_products** cross_products,
                                                          oncourse_error* error);
ONCOURSE_API void oncourse_cross_products_free(oncourse_cross_products* cross_products);

/* Adds those of other persons; all or nothing of them. The second reads them where they lie, without a copy.
 *
 *   errors  BAD_ARGUMENT: another design, instrument or time unit, or itself; the second also as in
 *           oncourse_cross_products_read */
ONCOURSE_API oncourse_status oncourse_cross_products_add(oncourse_cross_products* cross_products,
                                                         const oncourse_cross_products* others, oncourse_error* error);
ONCOURSE_API oncourse_status oncourse_cross_products_add_bytes(oncourse_cross_products* cross_products,
                                                               const void* bytes, size_t length, oncourse_error* error);

/* Writes the document: the same bytes on every machine. Its form is described in oncourse/track/block_file.hpp.
 *
 *   bytes   room for `capacity` bytes; NULL with capacity 0 asks only how many there are
 *   errors  BAD_ARGUMENT: a buffer that is too small, a sum that is not finite */
ONCOURSE_API oncourse_status oncourse_cross_products_bytes(const oncourse_cross_products* cross_products,
                                                           unsigned char* bytes, size_t capacity, size_t* count,
                                                           oncourse_error* error);

typedef struct oncourse_cross_products_description {
  size_t struct_size;
  const char* instrument; /* id; NULL where it was not stated */
  const char* time_name;
  int32_t time_unit;      /* ONCOURSE_UNIT_... */
  int32_t time_basis;     /* ONCOURSE_TIME_... */
  int32_t random_effects; /* ONCOURSE_RANDOM_... */
  int32_t reserved;
  int64_t n_scores;
  int64_t n_persons;
  int64_t n_designs; /* distinct ones */
} oncourse_cross_products_description;
#define ONCOURSE_CROSS_PRODUCTS_DESCRIPTION_INIT \
  { sizeof(oncourse_cross_products_description), NULL, NULL, 0, 0, 0, 0, 0, 0, 0 }

/* Its texts are borrowed from the cross-products. */
ONCOURSE_API oncourse_status oncourse_cross_products_describe(const oncourse_cross_products* cross_products,
                                                              oncourse_cross_products_description* description,
                                                              oncourse_error* error);

/* Fits a model to them, without a calibration; for that see oncourse_model_calibrate.
 *
 *   likelihood  ONCOURSE_REML or ONCOURSE_ML
 *   errors      BAD_ARGUMENT: a covariate that repeats others (named); NOT_ENOUGH_SESSIONS: too few persons or scores
 *   cost        O(distinct designs) for each of a few evaluations */
ONCOURSE_API oncourse_status oncourse_cross_products_fit(const oncourse_cross_products* cross_products,
                                                         int32_t likelihood, oncourse_model** model,
                                                         oncourse_error* error);

/* Why the search for the estimate ended. */
enum {
  ONCOURSE_SEARCH_NOT_RUN = 0,
  ONCOURSE_SEARCH_CONVERGED = 1,
  ONCOURSE_SEARCH_NO_DESCENT = 2,       /* at the limit of double precision: as good as converged */
  ONCOURSE_SEARCH_EVALUATION_LIMIT = 3, /* the estimate is not to be trusted */
  ONCOURSE_SEARCH_NOT_FINITE = 4        /* nor here */
};

/* "not_run", "converged", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_search_name(int32_t search);

typedef struct oncourse_model_description {
  size_t struct_size;
  const char* instrument; /* id; NULL where it was not stated */
  const char* checksum;   /* names the model in every verdict */
  const char* time_name;
  int32_t time_unit;      /* ONCOURSE_UNIT_... */
  int32_t time_basis;     /* ONCOURSE_TIME_... */
  int32_t random_effects; /* ONCOURSE_RANDOM_... */
  int32_t likelihood;     /* ONCOURSE_REML or ONCOURSE_ML */
  int64_t n_scores;       /* that it was fitted to */
  int64_t n_persons;
  double residual_variance; /* in squared points, or of h(score) on another scale */
  double log_likelihood;    /* restricted where the fit is REML */
  int32_t search;           /* ONCOURSE_SEARCH_... */
  int32_t evaluations;
  int32_t on_boundary;    /* yes or no: a variance was estimated as zero, a correlation as one, or residuals as without
                             memory or nothing but memory */
  int32_t n_calibrations; /* for oncourse_model_calibration */
  size_t n_covariates;    /* for oncourse_model_covariate */
  size_t n_coefficients;  /* for oncourse_model_coefficient */
  size_t n_random;        /* random effects of a person: 1, 2 or 3 */
  double aic;    /* Akaike's criterion, and bic the Bayesian, as lme4 counts them: under REML comparable, like the */
  double bic;    /* log-likelihood, only between models with the same fixed effects */
  int32_t curve; /* ONCOURSE_CURVE_... */
  int32_t residuals; /* ONCOURSE_RESIDUALS_... */
  int32_t scale;     /* ONCOURSE_SCALE_... */
  int32_t reserved;
  double knot;            /* NAN without one, as are the following where the model has none */
  double residual_range;  /* in units of time: after it the correlation has fallen to 1/e of its start */
  double residual_nugget; /* the share of the residual variance that has no memory */
  double scale_lowest;
  double scale_highest;
  double scale_margin;
  size_t n_theta; /* for oncourse_model_theta: relative variance parameters, 1, 2, 3 or 6 */
} oncourse_model_description;
#define ONCOURSE_MODEL_DESCRIPTION_INIT                                                                               \
  {                                                                                                                   \
    sizeof(oncourse_model_description), NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
        0, 0, 0, 0, 0, 0, 0, 0                                                                                        \
  }

ONCOURSE_API oncourse_status oncourse_model_describe(const oncourse_model* model,
                                                     oncourse_model_description* description, oncourse_error* error);

/*   index   below n_covariates
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_model_covariate(const oncourse_model* model, size_t index,
                                                      oncourse_covariate* covariate, oncourse_error* error);

/* A fixed effect. Never grows. */
typedef struct oncourse_coefficient {
  const char* name; /* as R's model formulas write it: "(Intercept)", "log1p(week)", "med", "log1p(week):med" */
  double estimate;
  double standard_error;
} oncourse_coefficient;

/*   index   below n_coefficients
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_model_coefficient(const oncourse_model* model, size_t index,
                                                        oncourse_coefficient* coefficient, oncourse_error* error);

/* The covariance matrix of the coefficients' estimates, row by row.
 *
 *   matrix  room for `capacity` numbers; NULL with capacity 0 asks only how many there are
 *   count   n_coefficients squared
 *   errors  BAD_ARGUMENT: a buffer that is too small */
ONCOURSE_API oncourse_status oncourse_model_coefficient_covariance(const oncourse_model* model, double* matrix,
                                                                   size_t capacity, size_t* count,
                                                                   oncourse_error* error);

/* The variances and covariances of level, rate of change and bend between persons, row by row; likewise.
 *
 *   count  n_random squared */
ONCOURSE_API oncourse_status oncourse_model_random_covariance(const oncourse_model* model, double* matrix,
                                                              size_t capacity, size_t* count, oncourse_error* error);

/* The free entries of the lower triangular Lambda, column by column, as lme4 has them: the covariance matrix above is
 * residual_variance Lambda Lambda'. Likewise.
 *
 *   count  n_theta */
ONCOURSE_API oncourse_status oncourse_model_theta(const oncourse_model* model, double* theta, size_t capacity,
                                                  size_t* count, oncourse_error* error);

/* The covariance matrix of the estimates of theta, then of residual_range and residual_nugget where the model has them,
 * from the observed information, row by row; NAN in the rows and columns of what was estimated on the boundary.
 * Likewise.
 *
 *   errors  NOT_AVAILABLE also: the model's document has none */
ONCOURSE_API oncourse_status oncourse_model_theta_covariance(const oncourse_model* model, double* matrix,
                                                             size_t capacity, size_t* count, oncourse_error* error);

/* The limits of one rule for one target. */
typedef struct oncourse_calibration {
  size_t struct_size;
  oncourse_monitoring_rule rule;
  double alpha;          /* at most this share of those who reach the target is ever flagged */
  double horizon;        /* model time of the planned end */
  double monitored_from; /* the model times at which an alarm may be raised, both ends included */
  double monitored_to;
  double target_value;
  int32_t target_kind;    /* ONCOURSE_TARGET_... */
  int32_t spending;       /* ONCOURSE_SPENDING_... */
  int32_t method;         /* ONCOURSE_CALIBRATION_... */
  int32_t n_persons;      /* calibration persons */
  int32_t n_reached;      /* of them reached the target */
  int32_t cut_off;        /* of those: by a limit; with n_reached what oncourse_drift_new compares false alarms with */
  int32_t flagged_missed; /* of those who missed it: beyond a limit; likewise, of n_persons - n_reached */
  int32_t reserved;
  const char* group;   /* whom it is for; NULL: everybody */
  double intake_from;  /* and of which scores at intake: from this one, included; -INFINITY: from any */
  double intake_below; /* to below this one; INFINITY: to any */
  size_t n_stages;     /* for oncourse_model_calibration_stages */
} oncourse_calibration;
#define ONCOURSE_CALIBRATION_INIT \
  { sizeof(oncourse_calibration), {0, 0, 0, 0}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0, 0, 0 }

/*   index   below n_calibrations
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_model_calibration(const oncourse_model* model, size_t index,
                                                        oncourse_calibration* calibration, oncourse_error* error);

/* A part of the monitored range with a limit of its own. Never grows. */
typedef struct oncourse_alarm_stage {
  double until;    /* model time of its end, included */
  double limit;    /* NAN: no alarm. Of the posterior probability one below it is an alarm, of no early response less
                      improvement in percent; of the expected response more standard deviations on the worse side, of
                      deterioration more reliable changes */
  int32_t cut_off; /* of the calibration persons who reached the target, by this limit */
  int32_t reserved;
} oncourse_alarm_stage;

/* Of one calibration, in order of time.
 *
 *   stages  room for `capacity` of them; NULL with capacity 0 asks only how many there are
 *   errors  BAD_ARGUMENT: the index, a buffer that is too small */
ONCOURSE_API oncourse_status oncourse_model_calibration_stages(const oncourse_model* model, size_t index,
                                                               oncourse_alarm_stage* stages, size_t capacity,
                                                               size_t* count, oncourse_error* error);

/* Prediction bands for scores to come, found on the same persons. */
typedef struct oncourse_band_calibration {
  size_t struct_size;
  double level;   /* at least this share of those who go on stays inside: their scores to come together, and their
                   * last score by itself */
  double horizon; /* model time of the planned end */
  double cadence; /* model time from one session to the next */
  int32_t method; /* ONCOURSE_CALIBRATION_... */
  int32_t reserved;
  size_t n_origins; /* for oncourse_model_band_origin */
} oncourse_band_calibration;
#define ONCOURSE_BAND_CALIBRATION_INIT \
  { sizeof(oncourse_band_calibration), 0, 0, 0, 0, 0, 0 }

/*   errors  NOT_AVAILABLE: the model has no prediction bands */
ONCOURSE_API oncourse_status oncourse_model_band_calibration(const oncourse_model* model,
                                                             oncourse_band_calibration* bands, oncourse_error* error);

/* Seen from one session of the plan: how many standard deviations of a forecast a band is wide to each side, NAN where
 * too few persons went on. */
typedef struct oncourse_band_origin {
  size_t struct_size;
  double time;        /* model time at which the session is planned */
  double factor;      /* of all scores to come together */
  double last_factor; /* of the course's last score by itself */
  int32_t n;          /* calibration persons behind each */
  int32_t n_last;
} oncourse_band_origin;
#define ONCOURSE_BAND_ORIGIN_INIT \
  { sizeof(oncourse_band_origin), 0, 0, 0, 0, 0 }

/*   index   below n_origins
 *   errors  NOT_AVAILABLE: the model has no prediction bands; BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_model_band_origin(const oncourse_model* model, size_t index,
                                                        oncourse_band_origin* origin, oncourse_error* error);

/* A person's score to come is normal with `mean` and `sd_score`; not cut to an instrument's range. Of a model on
 * another scale than points the standard deviations are of h(score), and `mean` is its mean as a score: the median.
 * Never grows. */
typedef struct oncourse_prediction {
  double time;
  double mean;
  double sd_person;   /* of the score expected of them, the model taken as known */
  double sd_line;     /* of the same, with the uncertainty of the coefficients */
  double sd_score;    /* of one observed score */
  double probability; /* that an observed score meets the line, the model taken as known; NAN without line */
} oncourse_prediction;

/* What the model expects of one person, with their scores as data; without any, of a person of whom nothing is known.
 *
 *   seen         times and scores, and the model's covariates; optional: nobody's scores. In any order, but in that of
 *                time where residuals are correlated, and no two at one time where they are without noise
 *   ahead        times and the model's covariates there
 *   line         optional
 *   predictions  room for `capacity` of them, one per row of `ahead`
 *   count        the rows of `ahead`: as many as were written, unless nothing but the number was asked
 *   errors       BAD_ARGUMENT: a column that is missing, not asked for or not finite, a time below 0 where it enters as
 *                ln(1 + time), an order, a buffer that is too small; RESPONSE_RANGE: a score that the model's scale is
 *                not for
 *   cost         O(rows) */
ONCOURSE_API oncourse_status oncourse_model_predict(const oncourse_model* model, const oncourse_rows* seen,
                                                    const oncourse_rows* ahead, const oncourse_target_line* line,
                                                    oncourse_prediction* predictions, size_t capacity, size_t* count,
                                                    oncourse_error* error);

/* The same of all times ahead together: normal, with this mean vector and covariance matrix, of h(score) where the
 * model's scale is not that of points.
 *
 *   ahead               in order of time, none before the last of `seen`
 *   coefficients_known  1: without the uncertainty of the coefficients; else 0
 *   mean, covariance    room for `capacity` numbers and for `capacity` squared, the matrix row by row; both NULL with
 *                       capacity 0 asks only for the number of times
 *   count               the rows of `ahead`
 *   errors              those of oncourse_model_predict
 *   cost                O(rows of `seen` + the square of those of `ahead`) */
ONCOURSE_API oncourse_status oncourse_model_predict_jointly(const oncourse_model* model, const oncourse_rows* seen,
                                                            const oncourse_rows* ahead, int32_t coefficients_known,
                                                            double* mean, double* covariance, size_t capacity,
                                                            size_t* count, oncourse_error* error);

/* The score with this h(score): what of a joint prediction, and what lies so many standard deviations beside it, is in
 * points.
 *
 *   errors  BAD_ARGUMENT: not a finite number, or too large to be a score */
ONCOURSE_API oncourse_status oncourse_model_points(const oncourse_model* model, double transformed, double* score,
                                                   oncourse_error* error);

/* ---- How sure a model is, and which one -------------------------------------------------------------------------- */

/* Wald's interval of every coefficient, estimate -+ z standard errors: quick, and too narrow where persons are few. A
 * row per coefficient: term, estimate, low, high.
 *
 *   level   0: 0.95
 *   errors  BAD_ARGUMENT: the level */
ONCOURSE_API oncourse_status oncourse_model_intervals(const oncourse_model* model, double level, oncourse_table** table,
                                                      oncourse_error* error);

/* Where the likelihood ratio test of a figure's value does not reject it: of every coefficient, then of "sd
 * (Intercept)", "sd log1p(week)", "corr (Intercept) log1p(week)", ..., "sd residual", "range" and "nugget". The same
 * columns. An end is an INFINITY where the data exclude nothing on its side. By maximum likelihood, whatever the model
 * was fitted by, and so are the estimates.
 *
 *   rows     that the model was fitted to; of a calibrated model without the persons who were held out
 *   level    0: 0.95
 *   threads  at most so many, up to 256; 0: 1. The table is the same to the last bit with any number
 *   errors   those of oncourse_model_fit; BAD_ARGUMENT also: the level, rows of other numbers of scores or persons than
 *            the model's, or whose likelihood or coefficients are not the model's
 *   cost     about eight fits for each figure
 *   source   oncourse/growth/inference.hpp */
ONCOURSE_API oncourse_status oncourse_model_profile_intervals(const oncourse_model* model, const oncourse_rows* rows,
                                                              double level, int32_t threads, oncourse_table** table,
                                                              oncourse_error* error);

typedef struct oncourse_likelihood_ratio {
  size_t struct_size;
  double chi_squared; /* by how much -2 log-likelihood is less in the larger model */
  double p;           /* of more, if the smaller model holds; where that one lies on the boundary of the larger, as
                         without a variance, it is too large, at most twice */
  int32_t freedom;    /* parameters that the larger model has more */
  int32_t reserved;
} oncourse_likelihood_ratio;
#define ONCOURSE_LIKELIHOOD_RATIO_INIT \
  { sizeof(oncourse_likelihood_ratio), 0, 0, 0, 0 }

/* Whether the larger of two nested models of the same rows explains more than chance.
 *
 *   errors  BAD_ARGUMENT: not of the same numbers of scores and persons, instrument, time unit, scale and likelihood; a
 *           smaller model that is no part of the larger; restricted likelihoods of other coefficients
 *   source  oncourse/growth/inference.hpp */
ONCOURSE_API oncourse_status oncourse_likelihood_ratio_test(const oncourse_model* smaller, const oncourse_model* larger,
                                                            oncourse_likelihood_ratio* result, oncourse_error* error);

/* Told how many fits of all are done; anything but 0 ends the call. It is called by the thread that called, must not
 * throw or jump out, and may use every function of this header. */
typedef int32_t (*oncourse_progress)(void* context, size_t done, size_t all);

typedef struct oncourse_selection_options {
  size_t struct_size;
  int32_t folds;              /* parts of the persons, each predicted from the others; 0: 5 */
  int32_t threads;            /* of each fit, at most so many, up to 256; 0: 1 */
  uint64_t seed;              /* of who is in which part; 0: 1 */
  int32_t vary;               /* 1: each form on each scale and with each correlation of residuals, in this order; their
                                 own scale and residuals must be 0. Where the range is unknown, on points alone */
  int32_t without_prediction; /* 1: by likelihoods alone; folds must be 0 */
  oncourse_progress progress; /* NULL: nobody is told */
  void* context;              /* for `progress` */
} oncourse_selection_options;
#define ONCOURSE_SELECTION_OPTIONS_INIT \
  { sizeof(oncourse_selection_options), 0, 0, 0, 0, 0, NULL, NULL }

/* Which form of growth model a cohort speaks for: each is fitted to everybody and, fold by fold, to those outside of
 * it. All figures are of maximum likelihood and of scores in points, and so comparable between lines, residuals and
 * scales.
 *
 * A row per form, in their order: basis, curve, knot, random, interactions ("a, b"), residuals, scale, parameters,
 * log_likelihood, aic, bic, predictive_log_score (the log density of persons' scores by the model of the other parts),
 * behind (the best form's, less this one's: 0 is the best), behind_error (its standard error), search (its name),
 * on_boundary, status, detail. A form that cannot be fitted has its status and detail, and no figures.
 *
 *   rows        with persons and scores; the rows of a person in order of time for correlated residuals
 *   forms       n_forms of them, none NULL; likelihood and threads must be 0, and time_unit the same
 *   instrument  of the scores; optional
 *   options     optional
 *   errors      BAD_ARGUMENT: no form, one that cannot be (its index named), folds of fewer persons, a column, a person
 *               in two places, a selection that `progress` ended; RESPONSE_RANGE: a score outside the instrument's
 * scale cost        folds + 1 fits of each form source      oncourse/growth/select.hpp */
ONCOURSE_API oncourse_status oncourse_model_select(const oncourse_rows* rows, const oncourse_fit_options* const* forms,
                                                   size_t n_forms, const oncourse_instrument* instrument,
                                                   const oncourse_selection_options* options, oncourse_table** table,
                                                   oncourse_error* error);

/* ---- Backtest ---------------------------------------------------------------------------------------------------- */

/* Beyond which limit a rule raises its alarm. */
enum {
  ONCOURSE_LIMITS_CALIBRATED = 0,      /* one found on courses, whose false-alarm rate holds for whole courses */
  ONCOURSE_LIMITS_PUBLISHED = 1,       /* the one that the rule is published with */
  ONCOURSE_LIMITS_CROSS_CALIBRATED = 2 /* found as by ONCOURSE_CALIBRATION_CROSS */
};

/* A rule with the limits that it is to be tried with. Never grows. */
typedef struct oncourse_backtest_rule {
  int32_t kind;          /* ONCOURSE_RULE_... */
  int32_t limits;        /* ONCOURSE_LIMITS_... */
  int32_t spending;      /* ONCOURSE_SPENDING_..., of calibrated limits */
  int32_t plain_model;   /* 1: of a model with independent residuals on the scale of points, whatever the design */
  int32_t early_session; /* of no early response; 0: 4 */
  int32_t reserved;      /* 0 */
  double alpha;          /* false alarms per course, in (0, 0.5], of calibrated limits and the published ones of the
                            posterior probability; 0: 0.10 */
  double level;          /* of the expected response: share of people inside the band, inside (0, 1); 0: 0.90 */
  double improvement;    /* of no early response: percent of the intake score, in (0, 100]; 0: 20 */
} oncourse_backtest_rule;

/* The rules that are usually compared: every one that the instrument has a criterion for, with published limits and
 * calibrated and cross-calibrated ones, at each alpha; the expected response by the plain model also where the design
 * is another.
 *
 *   fitting   optional: of the backtest
 *   alphas    n_alphas of them; NULL with 0: 0.10
 *   rules     room for `capacity` of them; NULL with capacity 0 asks only how many there are
 *   errors    BAD_ARGUMENT: an option, an alpha, a buffer that is too small */
ONCOURSE_API oncourse_status oncourse_usual_rules(const oncourse_instrument* instrument,
                                                  const oncourse_fit_options* fitting, const double* alphas,
                                                  size_t n_alphas, oncourse_backtest_rule* rules, size_t capacity,
                                                  size_t* count, oncourse_error* error);

typedef struct oncourse_backtest_options {
  size_t struct_size;
  const oncourse_plan* plan;           /* optional: its window's last session is the end that rules forecast */
  const oncourse_backtest_rule* rules; /* n_rules of them; NULL with 0: oncourse_usual_rules at 0.10 */
  size_t n_rules;
  const int32_t* sessions; /* n_sessions at which signals are looked at by themselves; NULL with 0: 2, 3, 4, 6 and 8 */
  size_t n_sessions;
  const int64_t* groups; /* optional, one per row of `rows`: that of a person's first row is the person's stratum */
  double target_value;   /* 0 for the targets that need none */
  int32_t target_kind;   /* ONCOURSE_TARGET_...; ONCOURSE_TARGET_DEFAULT as in oncourse_target */
  int32_t folds;         /* parts of the persons, each judged from the others; 0: 5 */
  int32_t repetitions;   /* times that folds are dealt anew; 0: 1 */
  int32_t least_scores;  /* courses with fewer are left out; 0: 3 */
  uint64_t seed;         /* of who is in which fold; 0: 1 */
  double share;          /* of the other folds' persons, on whom limits are found, inside (0, 1); 0: 0.5 */
  double intake;         /* with has_intake: courses that begin better than this are left out; else 0 */
  double confidence;     /* level of all intervals; 0: 0.95 */
  int32_t has_intake;    /* 1: see intake */
  int32_t inner_folds;   /* parts of the other folds' persons, for cross-calibrated limits; 0: 5 */
  oncourse_progress progress; /* NULL: nobody is told how many folds are done */
  void* context;              /* for `progress` */
} oncourse_backtest_options;
#define ONCOURSE_BACKTEST_OPTIONS_INIT \
  { sizeof(oncourse_backtest_options), NULL, NULL, 0, NULL, 0, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL }

/* How well rules would have found the courses that missed their target. Immutable. */
typedef struct oncourse_backtest oncourse_backtest;

/* Each fold's persons are judged by what was made of the others: with calibrated limits by a model of a part of them,
 * with limits from the rest, else by a model of all of them. The end is a person's last score, wherever the course
 * stopped.
 *
 *   rows        with persons and scores; the rows of a person in order of time
 *   fitting     optional: how models are fitted, and by how many threads; figures are the same with any number
 *   options     optional
 *   errors      BAD_ARGUMENT: an option, a column, a person in two places, folds of fewer persons, a backtest that
 *               `progress` ended; NOT_AVAILABLE: the instrument lacks what the target or a rule needs;
 *               NOT_ENOUGH_SESSIONS: too few of those on whom limits are found reached the target; RESPONSE_RANGE: a
 *               score outside the model's scale
 *   cost        folds times repetitions fits of each model
 *   source      oncourse/track/backtest.hpp */
ONCOURSE_API oncourse_status oncourse_backtest_new(const oncourse_rows* rows, const oncourse_fit_options* fitting,
                                                   const oncourse_instrument* instrument,
                                                   const oncourse_backtest_options* options,
                                                   oncourse_backtest** backtest, oncourse_error* error);
ONCOURSE_API void oncourse_backtest_free(oncourse_backtest* backtest);

typedef struct oncourse_backtest_description {
  size_t struct_size;
  int64_t n_persons;  /* who were judged */
  int64_t n_reached;  /* of them, at their last score */
  int64_t n_left_out; /* too few scores, none while alarms may be raised, better at intake, no room for the target */
} oncourse_backtest_description;
#define ONCOURSE_BACKTEST_DESCRIPTION_INIT \
  { sizeof(oncourse_backtest_description), 0, 0, 0 }

ONCOURSE_API oncourse_status oncourse_backtest_describe(const oncourse_backtest* backtest,
                                                        oncourse_backtest_description* description,
                                                        oncourse_error* error);

/* Tables of a backtest. Each begins with what names the rule: rule, limits, spending, alpha (NAN of limits that know
 * none), model ("as asked" or "plain"). */
enum {
  ONCOURSE_BACKTEST_RULES = 0,  /* a row per rule: persons, reached, then with _low and _high false_alarms, found,
                                   flagged, positive_predictive, negative_predictive and found_by_<session>; lead_time */
  ONCOURSE_BACKTEST_STRATA = 1, /* a row per rule and stratum, likewise after stratum (the group's number as a text) */
  ONCOURSE_BACKTEST_SESSIONS = 2,    /* per rule and session: session, persons, missed, roc_area, roc_area_error,
                                        balanced_accuracy, brier_score */
  ONCOURSE_BACKTEST_ROC = 3,         /* per rule, session and point: session, false_positive_rate, true_positive_rate */
  ONCOURSE_BACKTEST_RELIABILITY = 4, /* per rule and tenth of its forecasts: forecast, met, persons */
  ONCOURSE_BACKTEST_ALARMS = 5       /* per rule and monitored session: session, share of all alarms */
};

/*   which   ONCOURSE_BACKTEST_RULES, ... */
ONCOURSE_API oncourse_status oncourse_backtest_table(const oncourse_backtest* backtest, int32_t which,
                                                     oncourse_table** table, oncourse_error* error);

/* Who was judged and a row per rule, in text of 100 columns; and a page with every figure and charts that needs nothing
 * else. Made on demand. */
ONCOURSE_API const char* oncourse_backtest_text(const oncourse_backtest* backtest);
ONCOURSE_API const char* oncourse_backtest_html(const oncourse_backtest* backtest);

/* ---- Drift of alarms --------------------------------------------------------------------------------------------- */

/* Has the rate at which courses are flagged left what the calibration lets expect? Carried on course by course, and
 * looked at as often as you like: the probability of finding a drift where there is none holds for all looks together.
 * Formulas, sources and what ties do: oncourse/track/drift.hpp. */
typedef struct oncourse_drift oncourse_drift;

/* What the calibration saw: persons, none of them among the courses that are checked. */
typedef struct oncourse_drift_reference {
  size_t struct_size;
  int64_t reached;        /* who reached the target */
  int64_t cut_off;        /* of these, by the limits: floor(alpha (reached + 1)) or fewer, those on a limit included */
  int64_t missed;         /* who missed it; 0: not known, and only courses that reach it are judged */
  int64_t missed_flagged; /* of these */
} oncourse_drift_reference;
#define ONCOURSE_DRIFT_REFERENCE_INIT \
  { sizeof(oncourse_drift_reference), 0, 0, 0, 0 }

typedef struct oncourse_drift_options {
  size_t struct_size;
  double delta;       /* false-alarm probability of the whole check; 0: 0.05 */
  double level;       /* of the intervals; 0: 0.95 */
  int32_t count_open; /* yes or no: an open course is one of all, where the reference is counted by a session, too */
  int32_t reserved;   /* 0 */
} oncourse_drift_options;
#define ONCOURSE_DRIFT_OPTIONS_INIT \
  { sizeof(oncourse_drift_options), 0, 0, 0, 0 }

/* Of one group; by direction: more flags, fewer flags. */
typedef struct oncourse_drift_group {
  int64_t courses;
  int64_t flagged;
  double log_greatest[2]; /* natural logarithm of the greatest e-value so far */
  int64_t found_at[2];    /* after how many courses drift was found; 0: not */
} oncourse_drift_group;

/* All that a check remembers, to be kept as you like and resumed with the same reference and options. */
typedef struct oncourse_drift_state {
  size_t struct_size;
  int64_t courses;
  int64_t open;
  oncourse_drift_group groups[3]; /* those who reached the target, who missed it, all */
} oncourse_drift_state;
#define ONCOURSE_DRIFT_STATE_INIT                       \
  {                                                     \
    sizeof(oncourse_drift_state), 0, 0, {               \
      {0, 0, {0, 0}, {0, 0}}, {0, 0, {0, 0}, {0, 0}}, { \
        0, 0, {0, 0}, { 0, 0 }                          \
      }                                                 \
    }                                                   \
  }

/*   options  optional
 *   errors   BAD_ARGUMENT: a delta or level outside (0, 1); nobody who reached the target, or was cut off, so that no
 *            alarm can ever be raised; more cut off or flagged than there are, more than 1e9 persons */
ONCOURSE_API oncourse_status oncourse_drift_new(const oncourse_drift_reference* reference,
                                                const oncourse_drift_options* options, oncourse_drift** drift,
                                                oncourse_error* error);

/* Goes on where another check stood.
 *
 *   errors  also BAD_ARGUMENT: a state that no check with this reference and these options can have */
ONCOURSE_API oncourse_status oncourse_drift_resume(const oncourse_drift_reference* reference,
                                                   const oncourse_drift_options* options,
                                                   const oncourse_drift_state* state, oncourse_drift** drift,
                                                   oncourse_error* error);
ONCOURSE_API void oncourse_drift_free(oncourse_drift* drift);

/* Adds n courses in the order in which they ended, or passed the session they are counted by; all or nothing. A course
 * is added once.
 *
 *   flagged  1 or 0
 *   reached  whether the target was: 1 or 0, or -1 while the course is open; NULL: all are open
 *   errors   BAD_ARGUMENT: another number
 *   cost     O(n) */
ONCOURSE_API oncourse_status oncourse_drift_add(oncourse_drift* drift, const int32_t* flagged, const int32_t* reached,
                                                size_t n, oncourse_error* error);

/* Hands over what is to be kept. */
ONCOURSE_API oncourse_status oncourse_drift_keep(const oncourse_drift* drift, oncourse_drift_state* state,
                                                 oncourse_error* error);

typedef struct oncourse_drift_description {
  size_t struct_size;
  int64_t courses;  /* added, open ones included */
  int64_t open;     /* of these */
  int64_t found_at; /* after how many of them drift was found; -1: it was not */
  double threshold; /* that an e-value must reach */
  double p;         /* of the whole check, at all looks together */
} oncourse_drift_description;
#define ONCOURSE_DRIFT_DESCRIPTION_INIT \
  { sizeof(oncourse_drift_description), 0, 0, 0, 0, 0 }

ONCOURSE_API oncourse_status oncourse_drift_describe(const oncourse_drift* drift,
                                                     oncourse_drift_description* description, oncourse_error* error);

/* A row per group, "reached", "missed", "all", the first alone where the reference knows nothing of the others: group,
 * courses, flagged, rate, low, high (a confidence sequence), expected, expected_low, expected_high, and toward more and
 * fewer flags the e-value now and the greatest so far, p at all looks together and where drift was found: more_e,
 * more_greatest, more_p, more_found_at, fewer_e, ... */
ONCOURSE_API oncourse_status oncourse_drift_table(const oncourse_drift* drift, oncourse_table** table,
                                                  oncourse_error* error);

/* The same in plain sentences, one a line. NULL for NULL. Made on demand; gone when a course is added. */
ONCOURSE_API const char* oncourse_drift_text(const oncourse_drift* drift);

/* ---- Assessment -------------------------------------------------------------------------------------------------- */

/* What is said of one course. Immutable. */
typedef struct oncourse_assessment oncourse_assessment;

/* When several rules together raise an alarm. */
enum {
  ONCOURSE_COMBINE_ANY = 0, /* one is enough; the first of them in the order asked is named. Rates add up */
  ONCOURSE_COMBINE_ALL = 1  /* none is missing; the rate is that of the strictest */
};

typedef struct oncourse_assess_options {
  size_t struct_size;
  double alpha;        /* false-alarm rate where the model has no calibration that fits, inside (0, 1) */
  double level;        /* of the expected range and the forecast intervals, inside (0, 1) */
  double target_value; /* 0 for the targets that need none */
  int32_t target_kind; /* ONCOURSE_TARGET_...; ONCOURSE_TARGET_DEFAULT: the course's, else the model's first
                        * calibration's, else as in oncourse_target */
  int32_t combination; /* ONCOURSE_COMBINE_... */
  int64_t today;       /* a day, for the reports to say whether a session is overdue; 0: they do not say */
  const char* title;   /* of the text and the page; NULL: "Course report" */
  const oncourse_monitoring_rule*
      rules; /* n_rules of them, in order of precedence. NULL with 0: that of the model's
              * first calibration for this target and group, else the posterior probability. Without a
              * calibration of theirs they raise their alarms by the published limits */
  size_t n_rules;
  const char* group;       /* for whose calibrations to look; NULL: those of everybody */
  double window_level;     /* the probability from which the target is likely at a session of the window, inside (0, 1);
                            * 0: 0.5, likelier than not */
  int32_t sessions_beyond; /* to extrapolate after the window, up to 20; 0: 4; -1: none */
  int32_t window_by;       /* 1: oncourse_window_session.by is asked for, which takes milliseconds */
} oncourse_assess_options;
#define ONCOURSE_ASSESS_OPTIONS_INIT \
  { sizeof(oncourse_assess_options), 0, 0, 0, 0, 0, 0, NULL, NULL, 0, NULL, 0, 0, 0 }

/* Judges the course by one instrument, at every session at which it was completed.
 *
 *   model    optional: without it verdicts are undetermined, unless by rules that need none, and scores are still read
 *   options  optional
 *   errors   NOT_ENOUGH_SESSIONS: the instrument was never completed; BAD_ARGUMENT: the model is for another
 *            instrument, an option, a rule that needs a model without one, a group without calibration; NOT_AVAILABLE:
 * the model needs a covariate that the course lacks, a rule a criterion that the instrument lacks; SESSION_ORDER: today
 * lies before the latest session; MALFORMED: a title that is not UTF-8 cost     O(sessions^2); the reports are written
 * when they are asked for */
ONCOURSE_API oncourse_status oncourse_assess(const oncourse_course* course, const oncourse_instrument* instrument,
                                             const oncourse_model* model, const oncourse_assess_options* options,
                                             oncourse_assessment** assessment, oncourse_error* error);
ONCOURSE_API void oncourse_assessment_free(oncourse_assessment* assessment);

enum {
  ONCOURSE_UNDETERMINED = 0,  /* too little is known; the reason is stated */
  ONCOURSE_ON_TRACK = 1,      /* no rule of alarm speaks against the target */
  ONCOURSE_OFF_TRACK = 2,     /* what the scores say lies beyond the limit of an alarm */
  ONCOURSE_REACHED_TARGET = 3 /* the score meets the target, and is likelier than not to meet it at the planned end */
};

/* "undetermined", "on_track", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_verdict_name(int32_t verdict);

typedef struct oncourse_summary {
  size_t struct_size;
  int32_t verdict;                 /* the latest */
  int32_t session;                 /* at which it was given */
  int32_t alarm_session;           /* the first at which an alarm was raised */
  int32_t earliest_likely_session; /* as in oncourse_window */
  int32_t forecast_first;          /* sessions that oncourse_assessment_forecast knows, both included */
  int32_t forecast_last;
  int32_t target_compare; /* ONCOURSE_AT_...: how a score must compare with target_limit; -1 without target */
  int32_t reserved;
  double target_limit;
  double window_probability;        /* that the target is met at the planned end, the window's last session */
  const char* target_basis;         /* "reliable improvement from a baseline of 16 (...)" */
  const char* undetermined_because; /* NULL when the latest verdict is determined */
  size_t n_sessions;                /* for oncourse_assessment_session */
} oncourse_summary;
#define ONCOURSE_SUMMARY_INIT \
  { sizeof(oncourse_summary), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0 }

ONCOURSE_API oncourse_status oncourse_assessment_summary(const oncourse_assessment* assessment,
                                                         oncourse_summary* summary, oncourse_error* error);

/* A range of scores with its middle, cut to the instrument's scale. Never grows. */
typedef struct oncourse_interval {
  double mean, low, high;
} oncourse_interval;

typedef struct oncourse_session_verdict {
  size_t struct_size;
  int32_t session;
  int32_t verdict;
  int64_t day;
  double score;
  double probability;         /* that the target is met at the planned end, seen from here */
  oncourse_interval expected; /* for people with this baseline; not known at the baseline itself */
} oncourse_session_verdict;
#define ONCOURSE_SESSION_VERDICT_INIT                            \
  {                                                              \
    sizeof(oncourse_session_verdict), 0, 0, 0, 0, 0, { 0, 0, 0 } \
  }

/*   index   below n_sessions
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_assessment_session(const oncourse_assessment* assessment, size_t index,
                                                         oncourse_session_verdict* result, oncourse_error* error);

typedef struct oncourse_forecast {
  size_t struct_size;
  int32_t session;
  int32_t reserved;
  oncourse_interval line;     /* this person's true score */
  oncourse_interval score;    /* one observed score */
  oncourse_interval expected; /* one observed score of people with this baseline */
  double probability;         /* that an observed score meets the target */
  oncourse_interval band;     /* of a score to come, all of which lie inside together, see oncourse_bands; its ends are
                               * possible totals. NAN of a session that was held and where there is none */
} oncourse_forecast;
#define ONCOURSE_FORECAST_INIT                                                       \
  {                                                                                  \
    sizeof(oncourse_forecast), 0, 0, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, 0, { 0, 0, 0 } \
  }

/* A session to come, or on the curve a past one, seen from the latest score.
 *
 *   session  forecast_first..forecast_last
 *   errors   NOT_AVAILABLE: another session, or there is no forecast for want of a model */
ONCOURSE_API oncourse_status oncourse_assessment_forecast(const oncourse_assessment* assessment, int32_t session,
                                                          oncourse_forecast* result, oncourse_error* error);

/* What is promised of the bands of scores to come, seen from the latest session. */
typedef struct oncourse_bands {
  size_t struct_size;
  oncourse_interval end;  /* of the course's last score by itself; NAN where there is none */
  double level;           /* at least this share of those who go on stays inside */
  int32_t guarantee_kind; /* ONCOURSE_GUARANTEE_..., none of VILLE */
  int32_t n;              /* calibration persons behind the bands of all scores to come */
  int32_t n_last;         /* and behind that of the last */
  int32_t reserved;
  const char* statement; /* in words; where too few persons went on, that there is no band */
} oncourse_bands;
#define ONCOURSE_BANDS_INIT \
  { sizeof(oncourse_bands), {0, 0, 0}, 0, 0, 0, 0, 0, NULL }

/*   errors  NOT_AVAILABLE: the model has no prediction bands, or the planned end has passed */
ONCOURSE_API oncourse_status oncourse_assessment_bands(const oncourse_assessment* assessment, oncourse_bands* bands,
                                                       oncourse_error* error);

enum {
  ONCOURSE_GUARANTEE_NONE = 0,
  ONCOURSE_GUARANTEE_CONFORMAL = 1,      /* from calibration persons; holds whatever the model's faults */
  ONCOURSE_GUARANTEE_VILLE = 2,          /* from the model alone; holds if the model does, and is conservative */
  ONCOURSE_GUARANTEE_CROSS_CONFORMAL = 3 /* from everybody, by models fitted without them; as estimated, not proved */
};

/* Why the latest verdict is what it is. */
typedef struct oncourse_basis {
  size_t struct_size;
  int32_t verdict;
  int32_t session;
  double score;
  double probability;              /* that the target is met at the planned end */
  double value;                    /* what the rule that decided reads in the latest score, see oncourse_rule_verdict */
  double threshold;                /* beyond which it raises an alarm; NAN: never */
  oncourse_interval expected;      /* at `session`, for people with this baseline */
  double expected_level;           /* the share of people inside it, 0..1 */
  double turning_score;            /* the nearest score at which the verdict would have been another one */
  double guarantee_alpha;          /* at most this share of those who reach the target is ever flagged */
  int32_t guarantee_kind;          /* ONCOURSE_GUARANTEE_... */
  int32_t guarantee_n_reached;     /* calibration persons behind it */
  const char* guarantee_statement; /* NULL without guarantee, as is model */
  const char* rule;                /* "posterior_probability/conformal", ..., or "none: " and why */
  const char* calibration;         /* rule, target, group, persons; NULL without one */
  const char* model;               /* checksum, persons and scores it was fitted to */
  size_t n_inputs, n_sentences, n_assumptions, n_quality_notes;
  size_t n_rules; /* for oncourse_assessment_rule */
  size_t decided; /* which of the rules the verdict is; 0 without any */
} oncourse_basis;
#define ONCOURSE_BASIS_INIT \
  { sizeof(oncourse_basis), 0, 0, 0, 0, 0, 0, {0, 0, 0}, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0 }

ONCOURSE_API oncourse_status oncourse_assessment_basis(const oncourse_assessment* assessment, oncourse_basis* basis,
                                                       oncourse_error* error);

/* What one rule says of the course, whatever the others say. */
typedef struct oncourse_rule_verdict {
  size_t struct_size;
  oncourse_monitoring_rule rule;
  int32_t verdict;       /* at the latest score; where the rule has nothing to say its last word stands */
  int32_t alarm_session; /* the first at which an alarm was raised */
  int32_t target_kind;   /* ONCOURSE_TARGET_... */
  int32_t guarantee_kind;
  double target_value;
  double value;     /* what it reads in the latest score: the probability that the target is met at the planned end;
                       standard deviations on the worse side of the expected response; reliable changes worse than at
                       baseline; improvement in percent. NAN where it says nothing */
  double threshold; /* beyond which it raises an alarm there, likewise; NAN: never */
  double guarantee_alpha;
  double monitored_from, monitored_to; /* model times at which an alarm may be raised, both ends included */
  double target_limit;
  int32_t target_compare; /* ONCOURSE_AT_...: how the last score must compare with target_limit */
  int32_t inclusive;      /* 1: a value that equals the threshold raises an alarm, too */
  int32_t guarantee_n_reached;
  int32_t reserved;
  const char* guarantee_statement;
  const char* calibration; /* rule, target, group, persons; NULL without one */
} oncourse_rule_verdict;
#define ONCOURSE_RULE_VERDICT_INIT \
  { sizeof(oncourse_rule_verdict), {0, 0, 0, 0}, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL }

/*   index   below n_rules: in order of precedence
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_assessment_rule(const oncourse_assessment* assessment, size_t index,
                                                      oncourse_rule_verdict* result, oncourse_error* error);

/* A question of its own, which no other verdict takes into account: whether the score will at the planned end be
 * reliably worse than at baseline. Its target is that it is not.
 *
 *   errors  NOT_AVAILABLE: without a model; the target itself is that, or cannot be judged; no criterion of reliable
 *           change, or no room for one on the scale */
ONCOURSE_API oncourse_status oncourse_assessment_deterioration(const oncourse_assessment* assessment,
                                                               oncourse_rule_verdict* result, oncourse_error* error);

/* One score that the verdict rests on. */
typedef struct oncourse_basis_input {
  size_t struct_size;
  int32_t session;
  int32_t prorated; /* 0 or 1 */
  int64_t day;
  double score;
  char date[16]; /* "" without intake date */
} oncourse_basis_input;
#define ONCOURSE_BASIS_INPUT_INIT \
  { sizeof(oncourse_basis_input), 0, 0, 0, 0, "" }

/*   index   below n_inputs
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_assessment_input(const oncourse_assessment* assessment, size_t index,
                                                       oncourse_basis_input* result, oncourse_error* error);

/* The basis in plain words, one sentence each. NULL from n_sentences on, and for a NULL assessment: so do the others.
 */
ONCOURSE_API const char* oncourse_assessment_sentence(const oncourse_assessment* assessment, size_t index);
/* What is taken for granted. */
ONCOURSE_API const char* oncourse_assessment_assumption(const oncourse_assessment* assessment, size_t index);
/* What bears on how far the scores can be trusted: prorated, missing, gaps, changes of medication. */
ONCOURSE_API const char* oncourse_assessment_quality_note(const oncourse_assessment* assessment, size_t index);

enum {
  ONCOURSE_WINDOW_UNDETERMINED = 0,       /* no model, no target, or the window's last session has no score */
  ONCOURSE_WINDOW_TARGET_MET = 1,         /* the latest score meets the target and is likely to at the window's last */
  ONCOURSE_WINDOW_FINISH_AT_FIRST = 2,    /* likely to meet the target at the window's first session */
  ONCOURSE_WINDOW_NEEDS_WINDOW = 3,       /* not there, but at a later session up to the window's last */
  ONCOURSE_WINDOW_NOT_EXPECTED_INSIDE = 4 /* at none of the window's sessions */
};

/* "undetermined", "target_met", ...; "unknown" for any other number. Never NULL. */
ONCOURSE_API const char* oncourse_window_decision_name(int32_t decision);

/* The agreed window as a decision: by which session the target is likelier met than not. A verdict answers another
 * question, whether the target is ruled out at a false-alarm rate, and may differ. */
typedef struct oncourse_window {
  size_t struct_size;
  int32_t decision;                /* ONCOURSE_WINDOW_... */
  int32_t earliest_likely_session; /* of those to come inside the window; the latest where the target is met */
  double level;                    /* the probability from which the target counted as likely */
  size_t n_sessions;               /* to come inside the window */
  size_t n_beyond;                 /* after it: an extrapolation, which no decision uses */
  size_t n_reasons, n_sentences;
} oncourse_window;
#define ONCOURSE_WINDOW_INIT \
  { sizeof(oncourse_window), 0, 0, 0, 0, 0, 0, 0 }

ONCOURSE_API oncourse_status oncourse_assessment_window(const oncourse_assessment* assessment, oncourse_window* window,
                                                        oncourse_error* error);

typedef struct oncourse_window_session {
  size_t struct_size;
  int32_t session;
  int32_t extrapolated; /* 1: it lies beyond the window */
  int64_t day;          /* that the forecast supposes: as planned, or at the agreed cadence from the latest session */
  double at;            /* the probability that its score meets the target: if therapy ends there */
  double by;            /* that its score or one before it, from the next on, does, to within 1e-3; NAN: not asked */
  oncourse_interval score; /* one observed score */
  char date[16];           /* "" without intake date */
} oncourse_window_session;
#define ONCOURSE_WINDOW_SESSION_INIT \
  { sizeof(oncourse_window_session), 0, 0, 0, 0, 0, {0, 0, 0}, "" }

/*   index   below n_sessions + n_beyond, in the order of the sessions
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_assessment_window_session(const oncourse_assessment* assessment, size_t index,
                                                                oncourse_window_session* result, oncourse_error* error);

enum {
  ONCOURSE_REASON_SESSIONS_MISSED = 0, /* `value` sessions up to `session` were not held, `agreed` were to be */
  ONCOURSE_REASON_LATER_THAN_PLANNED =
      1,                               /* `session` is supposed on `day`, `value` days after day `agreed` of the plan */
  ONCOURSE_REASON_GAP = 2,             /* `value` days passed after `session`, until `day`; `agreed` were to */
  ONCOURSE_REASON_CADENCE_CHANGED = 3, /* `value` is the median interval in days, `agreed` the plan's */
  ONCOURSE_REASON_SCORES_MISSING = 4,  /* `value` of `agreed` sessions held have no score */
  ONCOURSE_REASON_MEDICATION_CHANGE = 5, /* `of`: "started", ..., on `day`, `value` days before the latest score */
  ONCOURSE_REASON_PROBLEM_AREA = 6       /* `of`: "grief", ... */
};

/* What in the course bears on the window, as it was recorded. None has an effect but that which the model has. */
typedef struct oncourse_window_reason {
  size_t struct_size;
  int32_t kind;     /* ONCOURSE_REASON_... */
  int32_t in_model; /* whether the forecast knows of it, 0 or 1; -1 without a model */
  int32_t session;  /* -1 where it is of none */
  int32_t has_day;  /* 0: `day` says nothing */
  int64_t day;
  double value, agreed; /* NAN where there is none */
  const char* of;       /* NULL where there is none */
  const char* sentence; /* the same in plain words */
  char date[16];        /* of the day, "" without intake date */
} oncourse_window_reason;
#define ONCOURSE_WINDOW_REASON_INIT \
  { sizeof(oncourse_window_reason), 0, 0, 0, 0, 0, 0, 0, NULL, NULL, "" }

/*   index   below n_reasons
 *   errors  BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_assessment_window_reason(const oncourse_assessment* assessment, size_t index,
                                                               oncourse_window_reason* result, oncourse_error* error);

/* The decision in plain words, a sentence each; they are also among those of the basis. NULL from n_sentences on. */
ONCOURSE_API const char* oncourse_assessment_window_sentence(const oncourse_assessment* assessment, size_t index);

/* Everything that is said of the course as one JSON object; its members are those that the README's section on formats
 * lists. Made on demand, as the next three are. */
ONCOURSE_API const char* oncourse_assessment_json(const oncourse_assessment* assessment);
/* For a terminal: 100 columns, UTF-8. */
ONCOURSE_API const char* oncourse_assessment_text(const oncourse_assessment* assessment);
/* A self-contained page: no script, no request, readable on a phone and in print. */
ONCOURSE_API const char* oncourse_assessment_html(const oncourse_assessment* assessment);
/* The page's chart alone: an <svg> element with title and description. */
ONCOURSE_API const char* oncourse_assessment_svg(const oncourse_assessment* assessment);

/* ---- Many courses, day by day --------------------------------------------------------------------------------------
 */

/* Sessions as columns, all yours, a row per session; the rows of a person in order, and quickest where they stand
 * together. */
typedef struct oncourse_session_rows {
  size_t struct_size;
  size_t n;                        /* rows */
  const int64_t* person;           /* any numbers that tell persons apart */
  const double* session;           /* whole numbers, intake is 0; NULL: a person's rows are counted from 0 */
  const double* day;               /* since intake; NULL: as the plan's cadence has it */
  const double* score;             /* totals; NAN: not measured; an infinity: of a sheet that was refused */
  const int64_t* group;            /* of the person's first row: a group's label in digits; NULL: that of the options */
  const double* const* covariates; /* n_covariates columns of n values, in the design's order */
  size_t n_covariates;
} oncourse_session_rows;
#define ONCOURSE_SESSION_ROWS_INIT \
  { sizeof(oncourse_session_rows), 0, NULL, NULL, NULL, NULL, NULL, NULL, 0 }

/* As those of oncourse_assess_options. */
typedef struct oncourse_follow_options {
  size_t struct_size;
  const oncourse_plan* plan; /* optional */
  const oncourse_monitoring_rule* rules;
  size_t n_rules;
  const char* group;
  double alpha;
  double target_value;
  int32_t target_kind;
  int32_t combination;
  int32_t per_person; /* 1: verdicts are of persons, as of their latest score; 0: of every session */
  int32_t last_rows;  /* 1: no rows will follow, nothing is kept */
  int32_t threads;    /* at most so many, up to 256; 0: 1. The same to the last bit with any number */
  int32_t reserved;   /* 0 */
} oncourse_follow_options;
#define ONCOURSE_FOLLOW_OPTIONS_INIT \
  { sizeof(oncourse_follow_options), NULL, NULL, 0, NULL, 0, 0, 0, 0, 0, 0, 0, 0 }

/* What is said of many courses, and what is kept of them. Immutable. */
typedef struct oncourse_followed oncourse_followed;

/* Judges courses score by score. Of every row is said what was known then: the verdict, the probability and the alarm
 * that oncourse_assess would find in the rows up to it, to the last bit. Rows may come day by day: with what the call
 * before has kept, each answers as if all had come at once. A row that came cannot be taken back: where old scores were
 * corrected, follow the course again from its first row.
 *
 *   before   what an earlier call for the same model, instrument and options found or oncourse_followed_read has read;
 *            NULL: nobody is known yet
 *   options  optional
 *   errors   BAD_ARGUMENT: a column that is missing, an option, `before` of another model, instrument or options;
 *            NOT_AVAILABLE: a covariate of the model is missing. A row's trouble is its own, or its course's from there
 * on cost     O(1) for each row: a microsecond or less by the posterior probability */
ONCOURSE_API oncourse_status oncourse_follow(const oncourse_session_rows* rows, const oncourse_instrument* instrument,
                                             const oncourse_model* model, const oncourse_follow_options* options,
                                             const oncourse_followed* before, oncourse_followed** followed,
                                             oncourse_error* error);
ONCOURSE_API void oncourse_followed_free(oncourse_followed* followed);

/* Borrowed from what was found; NULL for NULL. Verdicts, a row per session in your order: session (where rows
 * are counted), verdict, probability, alarm (1 at the first), value (that the rule read which decided), threshold,
 * rule, status; NAN or NULL where there is no score. Or per person: row, session (of the latest score), verdict,
 * probability, alarm_session, value, threshold, rule, status. Verdict, rule and status are texts, and as numbers
 * ONCOURSE_..., ONCOURSE_RULE_... and an oncourse_status. Refusals, once for each row that was refused: row, status,
 * detail. */
ONCOURSE_API const oncourse_table* oncourse_followed_verdicts(const oncourse_followed* followed);
ONCOURSE_API const oncourse_table* oncourse_followed_refusals(const oncourse_followed* followed);

/* Writes what is kept of all courses: the same bytes on every machine. Its form is described in
 * oncourse/cohort/kept_file.hpp.
 *
 *   bytes   room for `capacity` bytes; NULL with capacity 0 asks only how many there are
 *   errors  BAD_ARGUMENT: a buffer that is too small; nothing was kept, as last_rows asked */
ONCOURSE_API oncourse_status oncourse_followed_bytes(const oncourse_followed* followed, unsigned char* bytes,
                                                     size_t capacity, size_t* count, oncourse_error* error);

/* Reads it, for the next call; of verdicts and refusals nothing is known.
 *
 *   errors  MALFORMED: no such document, one that is cut off, followed by other bytes or without persons;
 * WRONG_VERSION: another schema or version, or a checksum that does not fit the content */
ONCOURSE_API oncourse_status oncourse_followed_read(const void* bytes, size_t length, oncourse_followed** followed,
                                                    oncourse_error* error);

/* ---- Change by any rule ------------------------------------------------------------------------------------------ */

/* What is known of the scores of people like these; NAN where it is not. Never grows. */
typedef struct oncourse_score_statistics {
  double pre_mean, pre_sd; /* of first scores, in points, as all */
  double post_mean, post_sd;
  double correlation;      /* of first with second scores */
  double reliability;      /* of the first measurement, inside (0, 1) */
  double post_reliability; /* NAN: as the first */
} oncourse_score_statistics;

/* Means, sds and correlation of pairs; the reliabilities are NAN.
 *
 *   pre, post  n of each; NAN where missing, then the pair counts for nothing
 *   errors     NOT_ENOUGH_SESSIONS: fewer than two complete pairs; BAD_ARGUMENT: an infinite score */
ONCOURSE_API oncourse_status oncourse_pair_statistics(const double* pre, const double* post, size_t n,
                                                      oncourse_score_statistics* statistics, oncourse_error* error);

/* Never grows. */
typedef struct oncourse_population {
  double mean, sd; /* of its scores, in points */
} oncourse_population;

/* Cut-offs between populations. Jacobson & Truax 1991. */
enum {
  ONCOURSE_CRITERION_A = 0, /* two sds outside the clinical population, towards the better end */
  ONCOURSE_CRITERION_B = 1, /* within two sds of the functional population's mean */
  ONCOURSE_CRITERION_C = 2  /* nearer to the functional mean than to the clinical one, in sds */
};

/*   criterion   ONCOURSE_CRITERION_...
 *   functional  optional for ONCOURSE_CRITERION_A
 *   direction   ONCOURSE_LOWER_IS_BETTER or ONCOURSE_HIGHER_IS_BETTER
 *   errors      BAD_ARGUMENT: a mean that is not finite, an sd that is not above 0, functional scores that are not
 *               better than clinical ones */
ONCOURSE_API oncourse_status oncourse_cutoff_between(int32_t criterion, const oncourse_population* clinical,
                                                     const oncourse_population* functional, int32_t direction,
                                                     double* value, oncourse_error* error);

/* The cut-off between the true scores of two populations, in which scores err by the same amount.
 *
 *   standard_error_of_measurement  in points; each population's reliability is (sd^2 - SEM^2) / sd^2
 *   errors                         those of oncourse_cutoff_between; BAD_ARGUMENT: it is not above 0, or not below an
 * sd that the criterion needs source                         Hageman & Arrindell 1999, Behav Res Ther 37:1169-1193 */
ONCOURSE_API oncourse_status oncourse_cutoff_between_true_scores(int32_t criterion, const oncourse_population* clinical,
                                                                 const oncourse_population* functional,
                                                                 double standard_error_of_measurement,
                                                                 int32_t direction, double* value,
                                                                 oncourse_error* error);

/* Where a person counts as clinical before, and as functional or clinical after. Made by the calls below. Never grows.
 */
typedef struct oncourse_clinical_range {
  double value;             /* before: worse than this is clinical */
  double functional_beyond; /* after: better than this is functional */
  double clinical_beyond;   /* after: worse than this, or exactly this, is clinical again */
  int32_t direction;
  int32_t clinical_at_value;   /* yes or no: before, exactly `value` is clinical */
  int32_t functional_at_value; /* yes or no: after, exactly `functional_beyond` is functional */
  int32_t reserved;            /* 0 */
} oncourse_clinical_range;

/* One line for both times. A score on it is neither clinical before nor functional after.
 *
 *   errors  BAD_ARGUMENT: the value is not finite, the direction */
ONCOURSE_API oncourse_status oncourse_clinical_range_at(double value, int32_t direction, oncourse_clinical_range* range,
                                                        oncourse_error* error);

/* Both sides of a published cut-off: whoever is not in its clinical range is in the functional one. */
ONCOURSE_API oncourse_status oncourse_clinical_range_of_cutoff(const oncourse_cutoff* cutoff, int32_t direction,
                                                               oncourse_clinical_range* range, oncourse_error* error);

/* With the error of the second score allowed for: functional is whose regressed score lies beyond the line by
 * `critical_value` standard errors.
 *
 *   value           of a cut-off between true scores
 *   statistics      with post mean, post sd, pre sd, reliability and correlation
 *   critical_value  0: 1.645, of one side
 *   errors          BAD_ARGUMENT: a statistic that is missing or out of range, second scores that spread less than
 * their error of measurement source          Hageman & Arrindell 1999, Behav Res Ther 37:1169-1193 */
ONCOURSE_API oncourse_status oncourse_clinical_range_of_true_scores(double value,
                                                                    const oncourse_score_statistics* statistics,
                                                                    int32_t direction, double critical_value,
                                                                    oncourse_clinical_range* range,
                                                                    oncourse_error* error);

/* How many standard errors the regressed second score lies above the line, beyond which and the critical value that
 * range begins.
 *
 *   value, statistics, errors  as for oncourse_clinical_range_of_true_scores; BAD_ARGUMENT: the score is not finite */
ONCOURSE_API oncourse_status oncourse_clinical_significance_index(double value,
                                                                  const oncourse_score_statistics* statistics,
                                                                  double post, double* index, oncourse_error* error);

/* How a change is judged. Sources and formulas: oncourse/change/no_change_line.hpp. */
enum {
  ONCOURSE_METHOD_RELIABLE_CHANGE = 0, /* by the instrument's own criterion */
  ONCOURSE_METHOD_JACOBSON_TRUAX = 1,
  ONCOURSE_METHOD_GULLIKSEN_LORD_NOVICK = 2,
  ONCOURSE_METHOD_HSU_LINN_LORD = 3,
  ONCOURSE_METHOD_EDWARDS_NUNNALLY = 4,
  ONCOURSE_METHOD_NUNNALLY_KOTSCH = 5,
  ONCOURSE_METHOD_HAGEMAN_ARRINDELL = 6,
  ONCOURSE_METHOD_POINTS = 7,  /* anchor-based: at least so many points */
  ONCOURSE_METHOD_PERCENT = 8, /* at least so many percent of the first score */
  ONCOURSE_METHOD_CUTOFF = 9   /* from one side of the clinical range to the other, and nothing else */
};

typedef struct oncourse_change_rule_options {
  size_t struct_size;
  const oncourse_score_statistics* statistics; /* of the six indices; NULL: not known */
  const oncourse_clinical_range* range;        /* NULL: nobody is recovered or harmed */
  double improvement;   /* 0: the index's usual critical value, the instrument's points; points and percent have none */
  double deterioration; /* 0: as improvement */
  double zero;          /* of percentages: the score that counts as nothing */
  int32_t method;       /* ONCOURSE_METHOD_... */
  int32_t direction;    /* of the scores, where no instrument says it */
} oncourse_change_rule_options;
#define ONCOURSE_CHANGE_RULE_OPTIONS_INIT \
  { sizeof(oncourse_change_rule_options), NULL, NULL, 0, 0, 0, 0, 0 }

/* When somebody has improved, deteriorated or neither, and with a clinical range recovered or been harmed. Immutable.
 */
typedef struct oncourse_change_rule oncourse_change_rule;

/*   instrument  optional; only totals on its scale are accepted, and its direction counts
 *   options     optional, with an instrument
 *   errors      BAD_ARGUMENT: a statistic that the method needs is missing or out of range, a threshold that is missing
 *               or not above 0, a range of the other direction, no range where the method needs it, neither instrument
 *               nor options; NOT_AVAILABLE: no instrument, or it has no criterion of reliable change */
ONCOURSE_API oncourse_status oncourse_change_rule_new(const oncourse_instrument* instrument,
                                                      const oncourse_change_rule_options* options,
                                                      oncourse_change_rule** rule, oncourse_error* error);
ONCOURSE_API void oncourse_change_rule_free(oncourse_change_rule* rule);

/* Judges pairs of scores: one, or millions.
 *
 *   pre, post   n of each; NAN where missing
 *   classes     n of them: ONCOURSE_CHANGE_...; ONCOURSE_CHANGE_NOT_KNOWN where there is none
 *   statistics  n of them: the index, points or percent, signed as the scale runs; NAN where there is none. NULL where
 *               they are not wanted
 *   statuses    n of them: ONCOURSE_OK; NOT_ENOUGH_SESSIONS: a score is missing; BAD_ARGUMENT: infinite;
 *               RESPONSE_RANGE: off the instrument's scale; NOT_AVAILABLE: no percentage of this first score. NULL
 * where they are not wanted errors      BAD_ARGUMENT: NULL cost        some nanoseconds per pair, no allocation */
ONCOURSE_API oncourse_status oncourse_change_classify(const oncourse_change_rule* rule, const double* pre,
                                                      const double* post, size_t n, int32_t* classes,
                                                      double* statistics, int32_t* statuses, oncourse_error* error);

/* A figure made on demand. Immutable. */
typedef struct oncourse_drawing oncourse_drawing;
ONCOURSE_API void oncourse_drawing_free(oncourse_drawing* drawing);
/* An <svg> element with title and description; NULL for NULL. */
ONCOURSE_API const char* oncourse_drawing_svg(const oncourse_drawing* drawing);

/* Never grows. */
typedef struct oncourse_axis {
  const char* label; /* NULL: "Score" */
  double from, to;   /* the scores that it runs between */
} oncourse_axis;

/* First scores across, second scores upwards, the band of no change between two lines, the clinical range dotted.
 *
 *   pre, post  n of each; NAN where missing: counted, not drawn
 *   errors     BAD_ARGUMENT: an axis that does not ascend, a pair outside it, more than 10,000 distinct pairs;
 *              MALFORMED: a label that is not UTF-8 */
ONCOURSE_API oncourse_status oncourse_change_draw(const oncourse_change_rule* rule, const double* pre,
                                                  const double* post, size_t n, const oncourse_axis* axis,
                                                  oncourse_drawing** drawing, oncourse_error* error);

/* A row per group and class, everybody last: group (NAN for everybody), class, count, of, share, share_low,
 * share_high (Wilson), without_class.
 *
 *   classes  n of them, as oncourse_change_classify gives them
 *   groups   n of them, any numbers that tell groups apart; NULL: everybody only
 *   level    of the intervals; 0: 0.95 */
ONCOURSE_API oncourse_status oncourse_class_summary(const int32_t* classes, const int64_t* groups, size_t n,
                                                    double level, oncourse_table** table, oncourse_error* error);

/* Two rules against each other: class (of the first, or "without_class"), recovered, improved, unchanged, deteriorated,
 * harmed, without_class (of the second), the persons counted. */
ONCOURSE_API oncourse_status oncourse_class_contingency(const int32_t* first, const int32_t* second, size_t n,
                                                        oncourse_table** table, oncourse_error* error);

typedef struct oncourse_hierarchical_options {
  size_t struct_size;
  double improvement;   /* critical value; 0: 1.96 */
  double deterioration; /* 0: as improvement */
  int32_t direction;
  int32_t deviation;    /* 1: judge persons by how they differ from the average person, not by their own change */
  int32_t log_time;     /* 1: change by ln(1 + time) in place of time */
  int32_t least_scores; /* persons with fewer are not judged; 0: 3 */
  const oncourse_clinical_range* range; /* of first and last score; NULL: nobody is recovered or harmed */
} oncourse_hierarchical_options;
#define ONCOURSE_HIERARCHICAL_OPTIONS_INIT \
  { sizeof(oncourse_hierarchical_options), 0, 0, 0, 0, 0, 0, NULL }

/* By the growth model score ~ g(time) with a random slope, fitted by REML to these rows. A row per person: row, scores,
 * first, last (of them), rate (of change, points per unit of g(time)), sd, index (rate / sd), class, status, detail.
 *
 *   rows     person, time and score; those of different persons may lie mixed, as in all calls below; NAN scores are
 *            left out
 *   options  optional
 *   errors   BAD_ARGUMENT: rows that cannot be fitted; NOT_AVAILABLE: persons do not differ in their rates
 *   source   Speer & Greenbaum 1995, J Consult Clin Psychol 63:1044-1048; of the total rate by default, since by its
 *            deviation an average improver is called unchanged */
ONCOURSE_API oncourse_status oncourse_hierarchical_change(const oncourse_rows* rows,
                                                          const oncourse_hierarchical_options* options,
                                                          oncourse_table** table, oncourse_error* error);

/* ---- Change over sessions ---------------------------------------------------------------------------------------- */

/* A line on the scale. Never grows. */
typedef struct oncourse_score_limit {
  double value;
  int32_t exclusive; /* 1: a score that equals it lies on neither side */
  int32_t reserved;  /* 0 */
} oncourse_score_limit;

/* How a remission ends. */
enum {
  ONCOURSE_RELAPSE_LOSS_OF_REMISSION = 0, /* by any score that is not remitted */
  ONCOURSE_RELAPSE_BEYOND_LIMIT = 1,      /* by a score on the worse side of `relapse` */
  ONCOURSE_RELAPSE_LOSS_OF_RESPONSE = 2   /* by a score that is neither remitted nor a response */
};

/* What to ask of every person's scores; times are in the unit of the rows. A number of consecutive scores and a time
 * say how long something must hold: both count. */
typedef struct oncourse_session_criteria {
  size_t struct_size;
  double response_percent;        /* better than baseline by; 0: 50 */
  double response_points;         /* in place of percent */
  double best_score;              /* percent count from the baseline to here; 0: of the baseline itself */
  double response_sustained_time; /* of a sustained response */
  double early_within;            /* the latest time since baseline that counts; 0: none */
  double early_percent;           /* 0: 20 */
  double early_points;            /* in place of percent */
  double remission_time;
  double recovery_time; /* since the first remitted score; 0, and no recovery_scores: recovery is never ascribed */
  double relapse_time;
  double reliable_improvement;   /* points; 0: not asked */
  double reliable_deterioration; /* 0: as improvement */
  double reliable_sustained_time;
  double trend_sd;                       /* of scores in a population like these persons'; 0: trend not asked */
  double trend_reliability;              /* of one score */
  double trend_improvement;              /* critical value; 0: 1.96 */
  double trend_deterioration;            /* 0: as improvement */
  const oncourse_score_limit* remission; /* at it or better; NULL: not asked */
  const oncourse_score_limit* relapse;   /* at it or worse, for ONCOURSE_RELAPSE_BEYOND_LIMIT */
  const oncourse_score_limit*
      functional; /* with reliable_improvement: at it or better is good enough; NULL: not asked */
  int32_t direction;
  int32_t without_response;          /* 1: response is not asked */
  int32_t response_sustained_scores; /* 0: 2 */
  int32_t early_by_session;          /* the latest that counts, the person's first row being 0; 0: none */
  int32_t early_last_score_decides;  /* 1: the last score in time, in place of any of them */
  int32_t remission_scores;          /* 0: 1 */
  int32_t recovery_scores;           /* 0: none */
  int32_t relapse_kind;              /* ONCOURSE_RELAPSE_... */
  int32_t relapse_scores;            /* 0: 1 */
  int32_t reliable_exclusive;        /* 1: a change of exactly as many points does not count */
  int32_t reliable_sustained_scores; /* 0: 2 */
  int32_t plateau_scores;            /* the fewest, with reliable_improvement and trend; 0: not asked */
} oncourse_session_criteria;
#define ONCOURSE_SESSION_CRITERIA_INIT                                                                               \
  {                                                                                                                  \
    sizeof(oncourse_session_criteria), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, 0, 0, 0, \
        0, 0, 0, 0, 0, 0, 0, 0, 0                                                                                    \
  }

/* Response, remission, recovery, relapse, recurrence, reliable change, good enough level, plateau and trend, person by
 * person.
 *
 *   rows      person, time and score; NAN: a session without a score. Times ascend within a person
 *   criteria  optional: response alone, lower scores being better
 *   persons   a row per person: row, scores, missed, baseline, last_score, last_time, early_response, response,
 *             response_follow_up, remission, remission_follow_up, remission_episodes, remission_state, good_enough,
 *             good_enough_follow_up, good_enough_kept, plateau_scores, plateau_mean, trend_slope, trend_z, trend_class;
 *             _session and _time of response, sustained_response, loss_of_response, remission, recovery, relapse,
 *             recurrence, reliable_improvement, sustained_improvement, reliable_deterioration, sustained_deterioration,
 *             good_enough and plateau; status, detail. A follow_up ends with the event where its column is 1, and is
 *             censored where it is 0; sessions count from 0, a person's first row
 *   events    a row per event: row (at whose session it happened), kind, session, time, score, limit, from_session,
 *             from_time
 *   errors    BAD_ARGUMENT: rows or criteria. A person whose scores cannot be read has the status, and no event */
ONCOURSE_API oncourse_status oncourse_change_over_sessions(const oncourse_rows* rows,
                                                           const oncourse_session_criteria* criteria,
                                                           oncourse_table** persons, oncourse_table** events,
                                                           oncourse_error* error);

/* Is the slope over all sessions more than measurement error? A row per person: row, slope, standard_error, z, change,
 * class, scores, missed, status, detail.
 *
 *   sd                      of scores in a population like these persons'
 *   reliability             of one score
 *   improvement             critical value; 0: 1.96
 *   deterioration           0: as improvement
 *   source                  McAleavey 2024, Clin Psychol Sci Pract 31:351-366 */
ONCOURSE_API oncourse_status oncourse_reliable_trend(const oncourse_rows* rows, int32_t direction, double sd,
                                                     double reliability, double improvement, double deterioration,
                                                     oncourse_table** table, oncourse_error* error);

/* ---- Sudden gains ------------------------------------------------------------------------------------------------ */

/* What the second criterion takes its share of. */
enum {
  ONCOURSE_SHARE_OF_SCORE_BEFORE = 0,   /* at session N: Tang & DeRubeis 1999 */
  ONCOURSE_SHARE_OF_FIRST_SCORE = 1,    /* from which the total change counts */
  ONCOURSE_SHARE_OF_DISTANCE_TO_END = 2 /* of the score at session N from scale_end */
};

/* Which of several gains stands for a person. */
enum { ONCOURSE_GAIN_FIRST = 0, ONCOURSE_GAIN_LAST = 1, ONCOURSE_GAIN_LARGEST = 2, ONCOURSE_GAIN_SMALLEST = 3 };

/* When a change between session N and session N + 1 is sudden; one criterion at least must be given. */
typedef struct oncourse_sudden_gain_criteria {
  size_t struct_size;
  double points;               /* criterion 1, at least so many; 0: not given */
  double share;                /* criterion 2, at least this share; 0: 0.25 */
  double scale_end;            /* the best score, for ONCOURSE_SHARE_OF_DISTANCE_TO_END */
  double means_alpha;          /* criterion 3, two-sided level of Student's t; 0: 0.05 */
  double means_critical;       /* in place of it, for any number of scores; 0: none; 2.776 in the first publications */
  double reversal_share;       /* of the magnitude, to be lost again; 0: 0.5 */
  const int32_t* from_session; /* the sessions looked at; NULL: the person's first and last */
  const int32_t* to_session;
  const int32_t* start_session; /* between which total change counts; NULL: the first and the last that have a score */
  const int32_t* end_session;
  int32_t direction;
  int32_t losses;              /* 1: sudden losses, the mirror image */
  int32_t without_share;       /* 1: criterion 2 is not given */
  int32_t share_of;            /* ONCOURSE_SHARE_OF_... */
  int32_t without_means;       /* 1: criterion 3 is not given */
  int32_t means_sessions;      /* on each side; 0: 3 */
  int32_t means_least;         /* scores that must be there on each side; 0: 2 */
  int32_t means_t_test;        /* 1: times sqrt(1/n + 1/n), as the t test that the published rule is not */
  int32_t means_need_variance; /* 1: undecidable where nothing varies on either side */
  int32_t any;                 /* 1: one of the criteria given is enough */
  int32_t first_interval;      /* 1: also from the first session to the second */
  int32_t last_interval;       /* 1: also from the last session but one to the last */
  int32_t bridge;              /* missed sessions in a row that an interval may span */
  int32_t reversal_inclusive;  /* 1: losing exactly this share counts */
  int32_t reversal_from;       /* sessions after N from which scores are looked at; 0: 2 */
  int32_t which;               /* ONCOURSE_GAIN_... */
} oncourse_sudden_gain_criteria;
#define ONCOURSE_SUDDEN_GAIN_CRITERIA_INIT                                                                            \
  {                                                                                                                   \
    sizeof(oncourse_sudden_gain_criteria), 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, \
        0, 0, 0, 0, 0                                                                                                 \
  }

/* Sudden gains or losses, person by person.
 *
 *   rows       person, time (the session's number, whole and ascending within a person; one left out was missed) and
 *              score (NAN: missed)
 *   criteria   with `points`, or optional
 *   gains      a row per gain: row, session, next_session, n_minus_2, n_minus_1, n, n_plus_1, n_plus_2, n_plus_3 (the
 *              scores around it), magnitude, total_improvement, share_of_total, reversal_value, reversed, reversed_at,
 *              of_person (how many gains the person has)
 *   persons    a row per person: row, gains, the chosen one as in the table of gains, planned, tested, available,
 *              not_available, decided (intervals), status, detail
 *   intervals  a row per tested interval: row, from, to, points, share, means (the criteria), sudden, complete,
 *              magnitude, share_of, n_before, n_after, mean_before, mean_after, sd_before, sd_after, pooled_sd,
 * critical. NULL where it is not wanted errors     BAD_ARGUMENT: rows or criteria source     Tang & DeRubeis 1999, J
 * Consult Clin Psychol 67:894-904 */
ONCOURSE_API oncourse_status oncourse_sudden_gains(const oncourse_rows* rows,
                                                   const oncourse_sudden_gain_criteria* criteria,
                                                   oncourse_table** gains, oncourse_table** persons,
                                                   oncourse_table** intervals, oncourse_error* error);

/* Points for the first criterion that are more than measurement error: critical sqrt 2 sd sqrt(1 - reliability).
 *
 *   critical  0: 1.96 */
ONCOURSE_API oncourse_status oncourse_points_beyond_error(double sd, double reliability, double critical,
                                                          double* points, oncourse_error* error);

/* Scores around one session of every person, such as that of the gain of whom they are matched to. A row per person:
 * row, session, n_minus_<before>, .., n, .., n_plus_<after>, status, detail.
 *
 *   rows           as for oncourse_sudden_gains
 *   at             rows.n of them: in the rows of a person one and the same session, or NAN
 *   before, after  sessions, 0..1000 */
ONCOURSE_API oncourse_status oncourse_session_windows(const oncourse_rows* rows, const double* at, int32_t before,
                                                      int32_t after, oncourse_table** table, oncourse_error* error);

/* One person's scores by session, every gain or loss marked with its magnitude and whether it was reversed.
 *
 *   scores         n of them, one per planned session; NAN where missed
 *   first_session  number of the first of them
 *   criteria       as for oncourse_sudden_gains
 *   errors         those of oncourse_sudden_gains and oncourse_change_draw; NOT_ENOUGH_SESSIONS */
ONCOURSE_API oncourse_status oncourse_sudden_gains_draw(const double* scores, size_t n, int32_t first_session,
                                                        const oncourse_sudden_gain_criteria* criteria,
                                                        const oncourse_axis* axis, oncourse_drawing** drawing,
                                                        oncourse_error* error);

/* ---- Expected response ------------------------------------------------------------------------------------------- */

typedef struct oncourse_expected_response_options {
  size_t struct_size;
  const double* intake;     /* n_intake scores observed at time 0; NULL: of a person of whom nothing is known */
  const double* times;      /* n_times of them, ascending, in the model's unit */
  const double* covariates; /* n_covariates values, one per covariate of the model, at intake and ever after */
  size_t n_intake, n_times, n_covariates;
  double level;        /* of the band, inside (0, 1); 0: 0.90 */
  double target_value; /* 0 for the targets that need none */
  int32_t target_kind; /* ONCOURSE_TARGET_...; ONCOURSE_TARGET_DEFAULT: none */
  int32_t reserved;    /* 0 */
} oncourse_expected_response_options;
#define ONCOURSE_EXPECTED_RESPONSE_OPTIONS_INIT \
  { sizeof(oncourse_expected_response_options), NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, 0 }

/* Which scores the model expects after each intake score. A row per intake score and time: intake, time, mean, low,
 * high (of the band), sd_person, sd_line, sd_score, change (mean - intake); with an instrument off_scale (the band
 * leaves its scale) and probability_of_reliable_improvement, with a target probability. Without intake scores a row per
 * time, and neither intake, change nor probabilities.
 *
 * The band is pointwise: a share `level` of the people with this intake score lies inside at any one time, fewer at all
 * times. Nothing is cut to the scale. An intake score holds error: people far from the average are expected nearer to
 * it before any therapy acts, and `change` holds this regression to the mean along with the response.
 *
 *   instrument  optional: the model's own, where it ships
 *   errors      BAD_ARGUMENT: times, a covariate without a value (named), a level, another instrument than the model's,
 *               a target without instrument or intake scores; RESPONSE_RANGE: an intake score off the scale;
 *               NOT_AVAILABLE: the instrument has no figure for the target
 *   source      oncourse/track/expected_response.hpp */
ONCOURSE_API oncourse_status oncourse_expected_response(const oncourse_model* model,
                                                        const oncourse_instrument* instrument,
                                                        const oncourse_expected_response_options* options,
                                                        oncourse_table** table, oncourse_error* error);

/* The same drawn: a line per intake score in its band.
 *
 *   axis    optional with an instrument: its scale
 *   errors  those of oncourse_expected_response and oncourse_change_draw; BAD_ARGUMENT also: more than six intake
 * scores */
ONCOURSE_API oncourse_status oncourse_expected_response_draw(const oncourse_model* model,
                                                             const oncourse_instrument* instrument,
                                                             const oncourse_expected_response_options* options,
                                                             const oncourse_axis* axis, oncourse_drawing** drawing,
                                                             oncourse_error* error);

/* Every total of the instrument from `least` to `most`, both included, ascending.
 *
 *   levels  room for `capacity` of them; NULL with capacity 0 asks only how many there are
 *   errors  RESPONSE_RANGE: an end that is no total; BAD_ARGUMENT: ends that do not ascend, more than 10,000 totals, a
 *           buffer that is too small; NOT_AVAILABLE: totals that are not on a grid, such as means */
ONCOURSE_API oncourse_status oncourse_intake_levels(const oncourse_instrument* instrument, double least, double most,
                                                    double* levels, size_t capacity, size_t* count,
                                                    oncourse_error* error);

/* ---- Groups and services ----------------------------------------------------------------------------------------- */

/* What a mean change is divided by. Formulas: oncourse/change/effect_size.hpp. */
enum { ONCOURSE_BY_PRE_SD = 0, ONCOURSE_BY_POOLED_SD = 1, ONCOURSE_BY_CHANGE_SD = 2 };

typedef struct oncourse_group_options {
  size_t struct_size;
  double important; /* minimal important difference in points; 0: none */
  double level;     /* of all intervals; 0: 0.95 */
  int32_t direction;
  int32_t standardizer;      /* ONCOURSE_BY_... */
  int32_t unequal_variances; /* 1: standard error by Bonett 2008 */
  int32_t uncorrected;       /* 1: without Hedges' small-sample correction */
  double reliability;        /* of first scores, for the shares; 0: not known */
  const double* true_cutoff; /* with it: between true scores; NULL: no functional_share */
} oncourse_group_options;
#define ONCOURSE_GROUP_OPTIONS_INIT \
  { sizeof(oncourse_group_options), 0, 0, 0, 0, 0, 0, 0, NULL }

/* How far groups moved. A row per group in the order in which they appear, and one for everybody, whose group is NAN:
 * group, n, missing, pre_mean, pre_sd, post_mean, post_sd, correlation, change, change_low, change_high, improvement,
 * t, df, p, effect, effect_se, effect_low, effect_high, anchor, improved_share, functional_share (of true
 * scores), status, detail.
 *
 *   groups   n of them; NULL: everybody only
 *   options  optional
 *   errors   BAD_ARGUMENT: an infinite score, an option
 *   source   Becker 1988; Hedges 1981; anchor: Claus, Wager & Bonnet 2024, J Stat Softw 111(1) */
ONCOURSE_API oncourse_status oncourse_group_change(const double* pre, const double* post, const int64_t* groups,
                                                   size_t n, const oncourse_group_options* options,
                                                   oncourse_table** table, oncourse_error* error);

/* Every group against one of them, by Welch's t test and the minimal important difference. A row per other group:
 * group, n, missing, n_reference, missing_reference, difference, difference_low, difference_high, improvement, t, df,
 * p, anchor, status, detail.
 *
 *   pre        NULL: scores after treatment are compared; else the changes since
 *   reference  one of the groups
 *   options    with `important`
 *   errors     BAD_ARGUMENT: an infinite score, an option, nobody is in the reference */
ONCOURSE_API oncourse_status oncourse_group_difference(const double* pre, const double* post, const int64_t* groups,
                                                       size_t n, int64_t reference,
                                                       const oncourse_group_options* options, oncourse_table** table,
                                                       oncourse_error* error);

/* A standardised change in the better direction. Never grows. */
typedef struct oncourse_effect {
  double improvement;
  double standard_error; /* 0: taken as exact */
} oncourse_effect;

enum { ONCOURSE_NOT_DISTINGUISHABLE = 0, ONCOURSE_ABOVE_BENCHMARK = 1, ONCOURSE_BELOW_BENCHMARK = 2 };

typedef struct oncourse_benchmark {
  size_t struct_size;
  double difference;              /* service - published */
  double low, high;               /* of the difference, at `level` */
  double standard_error, z, p;    /* NAN for rates */
  double narrow_low, narrow_high; /* at 2 level - 1: of two one-sided tests; NAN for rates */
  int32_t verdict;                /* ONCOURSE_..._BENCHMARK: the whole interval lies on one side */
  int32_t good_enough;            /* yes or no: surely not worse by the margin; -1 without one */
  int32_t equivalent;             /* yes or no: surely neither worse nor better by it */
  int32_t reserved;
} oncourse_benchmark;
#define ONCOURSE_BENCHMARK_INIT \
  { sizeof(oncourse_benchmark), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/* A service's effect beside a published one, standardised alike and independent of it.
 *
 *   margin  the largest difference that does not matter, in sds; 0: none
 *   level   above 0.5; 0: 0.95
 *   errors  BAD_ARGUMENT
 *   source  Minami et al. 2008, Qual Quant 42:513-525; Schuirmann 1987, J Pharmacokinet Biopharm 15:657-680 */
ONCOURSE_API oncourse_status oncourse_benchmark_effect(const oncourse_effect* service, const oncourse_effect* published,
                                                       double margin, double level, oncourse_benchmark* benchmark,
                                                       oncourse_error* error);

/* A service's rate, `count` of `of`, beside a published one; more is better.
 *
 *   published_of  0: published_count is an exact share, a standard in 0..1
 *   level         0: 0.95
 *   source        Newcombe 1998, Stat Med 17:873-890, method 10 */
ONCOURSE_API oncourse_status oncourse_benchmark_rate(double count, double of, double published_count,
                                                     double published_of, double level, oncourse_benchmark* benchmark,
                                                     oncourse_error* error);

/* A measure of NHS Talking Therapies with its columns. Never grows. */
typedef struct oncourse_measure {
  const double* first; /* NAN where there is no score */
  const double* last;
  double caseness;        /* a case from here on; NAN: the measure takes no part in recovery */
  double reliable_change; /* points; a change of exactly so many counts */
  int32_t direction;
  int32_t case_beyond; /* 1: a score of exactly `caseness` is no case */
} oncourse_measure;

/* The thresholds as the instrument's definition has them for NHS Talking Therapies; the columns are NULL.
 *
 *   errors  NOT_AVAILABLE: it has no caseness cut-off or no reliable change */
ONCOURSE_API oncourse_status oncourse_talking_therapies_measure(const oncourse_instrument* instrument,
                                                                oncourse_measure* measure, oncourse_error* error);

enum { ONCOURSE_POLICY_ADULTS = 0, ONCOURSE_POLICY_CHILDREN = 1 };

/* Caseness, recovery, reliable improvement and deterioration of referrals, and the rates of services.
 *
 *   second     optional; the measure of the disorder
 *   fallback   optional; takes the place of a second one that lacks a score
 *   groups     n of them, such as services; NULL: everybody only
 *   policy     ONCOURSE_POLICY_...; see oncourse/change/talking_therapies.hpp
 *   level      of the intervals; 0: 0.95
 *   referrals  n rows: measures, fell_back, case_at_start, case_at_end, recovered, reliably_recovered, change, status,
 *              detail
 *   rates      a row per group and one for everybody, whose group is NAN: group, referrals, completed, not_completed,
 *              without_caseness, and of caseness, recovery, reliable_recovery, reliable_improvement,
 *              reliable_deterioration and no_reliable_change each the count, _of, _rate, _low and _high
 *   errors     BAD_ARGUMENT */
ONCOURSE_API oncourse_status oncourse_talking_therapies(const oncourse_measure* first, const oncourse_measure* second,
                                                        const oncourse_measure* fallback, const int64_t* groups,
                                                        size_t n, int32_t policy, double level,
                                                        oncourse_table** referrals, oncourse_table** rates,
                                                        oncourse_error* error);

/* Reliability of a scale from a clinic's own sheets. One row: items, persons, left_out, alpha, alpha_low, alpha_high,
 * standardized_alpha, mean_correlation, total_mean, total_sd, sem, smallest_detectable_change, omega, omega_proper,
 * wrongly_keyed, constant, improper (numbers of items from 1: "3, 7"), status, detail.
 *
 *   items   n_items columns of n keyed answers; NAN: blank, then the person is left out and counted
 *   level   of the interval; 0: 0.95
 *   source  oncourse/change/internal_consistency.hpp and one_factor.hpp */
ONCOURSE_API oncourse_status oncourse_internal_consistency(const double* const* items, size_t n_items, size_t n,
                                                           double level, oncourse_table** table, oncourse_error* error);

/* Reliability from repeated measurements of people who did not change. One row: occasions, persons, left_out, pearson,
 * pearson_low, pearson_high, agreement, agreement_low, agreement_high, consistency, consistency_low, consistency_high,
 * sem_agreement, sem_consistency, smallest_detectable_change, smallest_detectable_change_group, status, detail.
 *
 *   occasions  n_occasions columns of n scores; NAN: missing, then the person is left out and counted
 *   level      of the intervals; 0: 0.95
 *   source     oncourse/change/retest.hpp */
ONCOURSE_API oncourse_status oncourse_retest(const double* const* occasions, size_t n_occasions, size_t n, double level,
                                             oncourse_table** table, oncourse_error* error);

/* ---- Service reports --------------------------------------------------------------------------------------------- */

/* How courses ended at a service, by clinic, focus or what else groups them, with funnels in place of ranks. What is
 * counted, limits and their sources: oncourse/track/service_course.hpp, service_report.hpp, oncourse/change/funnel.hpp.
 * Immutable. */
typedef struct oncourse_service_report oncourse_service_report;

/* A column of groups; a person belongs where their first row says. Never grows. */
typedef struct oncourse_grouping {
  const char* name;          /* "clinic" */
  const int64_t* groups;     /* one per row; below 0: not stated */
  const char* const* labels; /* n_labels, of the groups 0, 1, ...; NULL with 0: their numbers */
  size_t n_labels;
} oncourse_grouping;

/* A row per session, the rows of a person in order, all yours. Every course has ended with its person's last row. */
typedef struct oncourse_service_rows {
  size_t struct_size;
  size_t n;
  const int64_t* person;
  const double* session;           /* optional: whole numbers, intake is 0; NULL: rows are counted from 0 */
  const double* day;               /* optional: since intake; NULL: the plan's cadence */
  const double* score;             /* totals; NAN: a session without a measurement */
  const double* referral;          /* optional, with `day`: the day of referral in the first row, at most that row's */
  const double* const* covariates; /* n_covariates columns of n values: all of the model's, in its order */
  size_t n_covariates;
  const oncourse_grouping* groupings; /* n_groupings of them */
  size_t n_groupings;
} oncourse_service_rows;
#define ONCOURSE_SERVICE_ROWS_INIT \
  { sizeof(oncourse_service_rows), 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, 0 }

typedef struct oncourse_service_options {
  size_t struct_size;
  const oncourse_plan* plan;             /* NULL: the defaults */
  const oncourse_monitoring_rule* rules; /* of alarms, as in oncourse_assess_options, as are the next four */
  size_t n_rules;
  double alpha;
  double target_value;
  int32_t target_kind;
  int32_t combination;
  double level;        /* of the intervals of shares; 0: 0.95 */
  double warning;      /* of the inner limits of a funnel; 0: 0.95 */
  double alert;        /* of the outer limits; 0: 0.998 */
  int32_t least_group; /* figures of fewer courses are not shown, nor, within one grouping, what would tell them; 0: 5;
                        * 1: all are */
  int32_t threads;     /* at most so many, with the same figures; 0: 1 */
} oncourse_service_options;
#define ONCOURSE_SERVICE_OPTIONS_INIT \
  { sizeof(oncourse_service_options), NULL, NULL, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/*   model    optional: without it there is no case mix, and nobody is off track but by rules that need no model
 *   options  optional
 *   errors   BAD_ARGUMENT: a column, an option, groups of one name twice, covariates that are not the model's, a
 *            model for another instrument; NOT_ENOUGH_SESSIONS: no row; MALFORMED: a name or label that is not UTF-8.
 *            A course that cannot be judged is counted with its reason
 *   cost     O(rows) */
ONCOURSE_API oncourse_status oncourse_service_report_new(const oncourse_service_rows* rows,
                                                         const oncourse_instrument* instrument,
                                                         const oncourse_model* model,
                                                         const oncourse_service_options* options,
                                                         oncourse_service_report** report, oncourse_error* error);
ONCOURSE_API void oncourse_service_report_free(oncourse_service_report* report);

/* Tables of a report, which begin with the grouping's name and, but for funnels, the group's label; both are NULL for
 * everybody. status is "ok", "withheld" or "asked_of_nobody". Columns: oncourse/cohort/service_columns.hpp. */
enum {
  ONCOURSE_SERVICE_OUTCOMES = 0, /* a row per group and outcome: count, of, share, interval, expected by case mix */
  ONCOURSE_SERVICE_GROUPS = 1,   /* a row per group: courses, use of the window, waiting */
  ONCOURSE_SERVICE_FUNNELS = 2,  /* a row per outcome and grouping, without and with case mix: over-dispersion */
  ONCOURSE_SERVICE_POINTS = 3,   /* a row per group in a funnel: value, limits, where it lies */
  ONCOURSE_SERVICE_TROUBLES = 4  /* a row per reason why courses could not be judged */
};

/*   which  ONCOURSE_SERVICE_OUTCOMES, ... */
ONCOURSE_API oncourse_status oncourse_service_report_table(const oncourse_service_report* report, int32_t which,
                                                           oncourse_table** table, oncourse_error* error);

/* In text of 100 columns, and as a page with every figure and funnel plots that needs nothing else. NULL for NULL. Made
 * on demand. */
ONCOURSE_API const char* oncourse_service_report_text(const oncourse_service_report* report);
ONCOURSE_API const char* oncourse_service_report_html(const oncourse_service_report* report);

/* ---- People who do not exist ------------------------------------------------------------------------------------- */

/* A parameter of a simulated population. Never grows. */
typedef struct oncourse_parameter {
  const char* name; /* "level", "rate_sd", "correlation", "autocorrelation", ...: see oncourse_simulated_populations */
  double value;
} oncourse_parameter;

typedef struct oncourse_simulation_options {
  size_t struct_size;
  const char* population;               /* one of oncourse_simulated_populations; NULL: "typical" */
  const oncourse_parameter* parameters; /* n_parameters of them, in place of the population's; "range" in weeks is an
                                           autocorrelation of exp(-1 / range) */
  size_t n_parameters;
  uint64_t seed;  /* 0: 1 */
  int32_t until;  /* the last session that was held, courses still under way; 0: all are held */
  int32_t totals; /* 1: totals alone, for any instrument whose totals are on a grid */
} oncourse_simulation_options;
#define ONCOURSE_SIMULATION_OPTIONS_INIT \
  { sizeof(oncourse_simulation_options), NULL, NULL, 0, 0, 0, 0 }

/* The populations that ship. A row per population and parameter: population, name, instrument (in whose points it is),
 * parameter, what, value (NAN where it is not given), status ("published", "secondary", "convention"), source. */
ONCOURSE_API oncourse_status oncourse_simulated_populations(oncourse_table** table, oncourse_error* error);

/* A cohort for demonstrations, tests and studies of power: a person's level and rate of change, an autoregressive
 * residual, a score rounded to the instrument's step and cut to its range, answers that add up to it, and dropout
 * completely at random, of those who are well enough or of those who get worse. Same seed, same people, on every
 * machine.
 *
 *   instrument  one that sums its items, or any other with `totals`
 *   count       of persons, above 0
 *   options     optional
 *   sessions    a row per session held: patient ("P1"), session, day (since intake), medication and q1, q2, ..., or
 * total with `totals`; NAN where a sheet is missing persons     a row per person: patient, level, rate (the person's
 * own), medication_from (a session), last_planned, last_session (of those in the other table), end: "completed",
 * "completely_at_random", "good_enough", "deterioration" or, after `until`, "under_way" errors      BAD_ARGUMENT: a
 * parameter that is unknown or cannot be, its value and limit named; items that cannot be simulated. NOT_AVAILABLE: no
 * such population; a threshold of dropout that must be given cost        O(sessions) per person; some 10 bytes a cell.
 * A larger cohort is made in parts, with a seed for each source      oncourse/cohort/simulated_population.hpp */
ONCOURSE_API oncourse_status oncourse_simulate(const oncourse_instrument* instrument, size_t count,
                                               const oncourse_simulation_options* options, oncourse_table** sessions,
                                               oncourse_table** persons, oncourse_error* error);

/* ---- Self-test --------------------------------------------------------------------------------------------------- */

/* Computes figures whose values are known and compares: a published or worked sheet of every instrument that ships,
 * a growth model of a published study, a person's forecast, a verdict. For the day of installation, on the machine
 * that will run it.
 *
 *   checked  how many figures were compared
 *   errors   INTERNAL: the detail names the figure, what was computed and what was expected
 *   cost     some milliseconds */
ONCOURSE_API oncourse_status oncourse_self_test(size_t* checked, oncourse_error* error);

#ifdef __cplusplus
}
#endif

#endif

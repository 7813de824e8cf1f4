// catalogue.hpp: the instruments that ship, and how to find one.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "oncourse/base/error.hpp"
#include "oncourse/instrument/catalogue/alliance.hpp"
#include "oncourse/instrument/catalogue/anxiety.hpp"
#include "oncourse/instrument/catalogue/bipolar.hpp"
#include "oncourse/instrument/catalogue/communication.hpp"
#include "oncourse/instrument/catalogue/depression.hpp"
#include "oncourse/instrument/catalogue/depression_rated.hpp"
#include "oncourse/instrument/catalogue/distress.hpp"
#include "oncourse/instrument/catalogue/eating.hpp"
#include "oncourse/instrument/catalogue/functioning.hpp"
#include "oncourse/instrument/catalogue/goals.hpp"
#include "oncourse/instrument/catalogue/grief.hpp"
#include "oncourse/instrument/catalogue/health.hpp"
#include "oncourse/instrument/catalogue/interpersonal.hpp"
#include "oncourse/instrument/catalogue/perinatal.hpp"
#include "oncourse/instrument/catalogue/promis.hpp"
#include "oncourse/instrument/catalogue/relationship.hpp"
#include "oncourse/instrument/catalogue/social_support.hpp"
#include "oncourse/instrument/catalogue/substance_use.hpp"
#include "oncourse/instrument/catalogue/trauma.hpp"
#include "oncourse/instrument/catalogue/wellbeing.hpp"
#include "oncourse/instrument/instrument.hpp"

namespace oncourse {

inline constexpr const Instrument* shipped_instruments[] = {
    &phq9,    &phq8,      &phq2,   &qids_sr16, &ces_d,
    &cesd_10, &hamd_17,   &madrs,  &bdi_ii,    &promis_depression_8a,
    &gad7,    &gad2,      &spin,   &pswq,      &promis_anxiety_8a,
    &epds,    &ede_q,     &scoff,  &eat_26,    &asrm,
    &mdq,     &ymrs,      &iip_32, &iip_64,    &iip_sc,
    &erq,     &tas_20,    &mspss,  &ucla_3,    &ucla_20,
    &icg,     &pg_13_r,   &rdas,   &pcl_5,     &ies_r,
    &wsas,    &whodas_12, &ors,    &core_om,   &core_10,
    &phq4,    &dass_21,   &k10,    &k6,        &pss_10,
    &oq_45,   &phq15,     &isi,    &who5,      &swls,
    &rses,    &wai_sr,    &gas,    &gbo,       &audit,
    &audit_c, &dast_10,
};

/// Every instrument that ships, those nearest to interpersonal psychotherapy first: depression, anxiety, perinatal,
/// eating, bipolar, interpersonal, communication, social support, grief, relationship, trauma, functioning, distress,
/// health, well-being, alliance, goals, substance use.
constexpr std::span<const Instrument* const> catalogue() { return shipped_instruments; }

/// True where two ids differ at most in case and in '-', '_' and ' ': "PHQ9" and "phq-9".
bool same_id(std::string_view a, std::string_view b);

/// The instrument with this id, in any case and with or without '-', '_' and ' ', or one of its subscales after a
/// colon: "dass-21:anxiety" (see scale_of()). It lives as long as the program.
///
///   errors  unknown_instrument: the detail lists the known ids, or the subscales. The one asked for is not repeated,
///           in a file whose columns are mixed up it may be a person's
Result<const Instrument*> find_instrument(std::string_view id);

}  // namespace oncourse

// dental_growth.hpp: a published growth study, small enough to print.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace oncourse {

/// Distance from the pituitary to the pterygomaxillary fissure in mm at ages 8, 10, 12 and 14, eleven girls, then
/// sixteen boys: Potthoff & Roy 1964, Biometrika 51:313-326, table 1, as printed in the SAS/STAT User's Guide, PROC
/// MIXED.
inline constexpr double dental_growth_mm[27][4] = {
    {21.0, 20.0, 21.5, 23.0}, {21.0, 21.5, 24.0, 25.5}, {20.5, 24.0, 24.5, 26.0}, {23.5, 24.5, 25.0, 26.5},
    {21.5, 23.0, 22.5, 23.5}, {20.0, 21.0, 21.0, 22.5}, {21.5, 22.5, 23.0, 25.0}, {23.0, 23.0, 23.5, 24.0},
    {20.0, 21.0, 22.0, 21.5}, {16.5, 19.0, 19.0, 19.5}, {24.5, 25.0, 28.0, 28.0}, {26.0, 25.0, 29.0, 31.0},
    {21.5, 22.5, 23.0, 26.5}, {23.0, 22.5, 24.0, 27.5}, {25.5, 27.5, 26.5, 27.0}, {20.0, 23.5, 22.5, 26.0},
    {24.5, 25.5, 27.0, 28.5}, {22.0, 22.0, 24.5, 26.5}, {24.0, 21.5, 24.5, 25.5}, {23.0, 20.5, 31.0, 26.0},
    {27.5, 28.0, 31.0, 31.5}, {23.0, 23.0, 23.5, 25.0}, {21.5, 23.5, 24.0, 28.0}, {17.0, 24.5, 26.0, 29.5},
    {22.5, 25.5, 25.5, 26.0}, {23.0, 24.5, 26.0, 30.0}, {22.0, 21.5, 23.5, 25.0}};
inline constexpr std::size_t dental_growth_girls = 11;

}  // namespace oncourse

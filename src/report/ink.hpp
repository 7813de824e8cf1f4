// ink.hpp: the colours of figure and page.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Each ink that text is set in has a contrast of at least 4.5 to 1 against white, the AA level of WCAG 2.1. The hues
/// stay apart for the common kinds of colour blindness, and no part of the figure is told from another by hue alone.
namespace oncourse::ink {

inline constexpr std::string_view text = "#1b2733";   // 15.1 : 1
inline constexpr std::string_view quiet = "#55616d";  // 6.4 : 1
inline constexpr std::string_view axis = "#8a959f";   // lines only
inline constexpr std::string_view grid = "#dfe5ea";   // lines only
inline constexpr std::string_view paper = "#ffffff";
inline constexpr std::string_view severity = "#5b6b7c";    // shading only
inline constexpr std::string_view person = "#1f4e79";      // 8.6 : 1
inline constexpr std::string_view expected = "#2a9d8f";    // shading only
inline constexpr std::string_view target = "#17693f";      // 6.7 : 1
inline constexpr std::string_view cutoff = "#8a5200";      // 6.2 : 1
inline constexpr std::string_view medication = "#6b3fa0";  // 7.4 : 1
inline constexpr std::string_view alarm = "#b3261e";       // 6.5 : 1

}  // namespace oncourse::ink

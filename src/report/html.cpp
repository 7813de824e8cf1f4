// html.cpp: a course report as one page that needs nothing else.
// SPDX-License-Identifier: Apache-2.0
#include "figure.hpp"
#include "oncourse/report/render.hpp"
#include "page.hpp"

namespace oncourse::page {

static std::string class_of(Kind kind) {
  switch (kind) {
    case Kind::words: return "words";
    case Kind::number: return "number";
    case Kind::date: return "date";
  }
  return "";
}

/// In a frame of its own, so that on a phone a wide table scrolls and the page does not.
void write(markup::Writer& out, const Table& table) {
  out.element("div", {{"class", "scroll"}, {"role", "region"}, {"aria-label", table.caption}, {"tabindex", "0"}}, [&] {
    out.element("table", {}, [&] {
      out.element("caption", {}, [&] { out.element("span", table.caption); });
      out.element("thead", {}, [&] {
        out.element("tr", {}, [&] {
          for (const Column& column : table.columns)
            out.element("th", {{"scope", "col"}, {"class", class_of(column.kind)}}, column.title);
        });
      });
      out.element("tbody", {}, [&] {
        for (const std::vector<std::string>& row : table.rows)
          out.element("tr", {}, [&] {
            for (std::size_t i = 0; i < row.size(); ++i) {
              const std::string kind = class_of(table.columns[i].kind);
              if (i == 0)
                out.element("th", {{"scope", "row"}, {"class", kind}}, row[i]);
              else
                out.element("td", {{"class", kind}}, row[i]);
            }
          });
      });
    });
  });
}

void write(markup::Writer& out, const std::vector<Fact>& facts) {
  out.element("dl", {}, [&] {
    for (const Fact& fact : facts)
      out.element("div", {}, [&] {
        out.element("dt", fact.name);
        out.element("dd", fact.value);
      });
  });
}

/// Twice, for two widths: the page's style shows one of them.
void write_chart(markup::Writer& out, const CourseReport& report) {
  section(out, "chart", "Course of scores", [&] {
    out.element("figure", {}, [&] {
      out.embed(chart::svg(report, chart::wide));
      out.embed(chart::svg(report, chart::narrow));
      out.element("figcaption", {}, [&] { out.embed(chart::legend(report)); });
    });
  });
}

std::string document(const std::string& title, const std::function<void(markup::Writer&)>& inside) {
  markup::Writer out;
  out.embed("<!DOCTYPE html>\n");
  out.element("html", {{"lang", "en"}}, [&] {
    out.element("head", {}, [&] {
      out.empty("meta", {{"charset", "utf-8"}});
      out.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
      out.empty("link", {{"rel", "icon"}, {"href", "data:,"}});  // or a browser asks the server for one
      out.element("title", title);
      out.element("style", {}, [&] { out.embed(stylesheet); });
    });
    out.element("body", {}, [&] { out.element("main", {}, [&] { inside(out); }); });
  });
  return out.document();
}

}  // namespace oncourse::page

namespace oncourse {

std::string to_html(const CourseReport& report) {
  return page::document(report.title, [&](markup::Writer& out) {
    page::write_verdict(out, report);
    page::write_chart(out, report);
    page::write_basis(out, report);
    page::write_window(out, report);
    page::write_forecast(out, report);
    page::write_scores(out, report);
    page::write_risk(out, report);
    page::write_therapy(out, report);
    page::write_sources(out, report);
    page::write_limits(out);
  });
}

}  // namespace oncourse

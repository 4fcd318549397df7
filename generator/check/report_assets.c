/* The files beside this one. */
#include "report_assets.h"

#include "base/embed.h"

EMBED(report_css, "generator/check/report.css");
EMBED(report_js, "generator/check/report.js");

struct slice report_asset_css(void)
{
	return slice_between(report_css, report_css_end);
}

struct slice report_asset_js(void)
{
	return slice_between(report_js, report_js_end);
}

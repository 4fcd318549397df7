/* The style and the script of the HTML report: report.css and report.js beside
   this file, built into the program so that a report needs nothing else. */
#ifndef CHECK_REPORT_ASSETS_H
#define CHECK_REPORT_ASSETS_H

#include "base/slice.h"

struct slice report_asset_css(void);
struct slice report_asset_js(void);

#endif

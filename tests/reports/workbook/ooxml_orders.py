"""In which order the parts of a workbook file must stand inside each other: a strict reader takes no other."""

from __future__ import annotations

from collections.abc import Mapping

_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr "
    "txPr crossAx crosses crossesAt"
)
_TEXTS = {
    # The workbook and its sheets.
    "workbook": (
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
        "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
        "fileRecoveryPr webPublishObjects extLst"
    ),
    "worksheet": (
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
        "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
        "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
        "customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture "
        "oleObjects controls webPublishItems tableParts extLst"
    ),
    "sheetPr": "tabColor outlinePr pageSetUpPr",
    "sheetView": "pane selection pivotSelection extLst",
    "c": "f v is extLst",
    "cfRule": "formula colorScale dataBar iconSet extLst",
    "dataValidation": "formula1 formula2",
    "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
    "autoFilter": "filterColumn sortState extLst",
    "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
    "tableColumn": "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
    # Styles.
    "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
    "xf": "alignment protection extLst",
    "dxf": "font numFmt fill alignment border protection extLst",
    "border": "start end left right top bottom diagonal vertical horizontal",
    "patternFill": "fgColor bgColor",
    # Drawings and charts.
    "oneCellAnchor": "from ext sp grpSp graphicFrame cxnSp pic contentPart clientData",
    "twoCellAnchor": "from to sp grpSp graphicFrame cxnSp pic contentPart clientData",
    "absoluteAnchor": "pos ext sp grpSp graphicFrame cxnSp pic contentPart clientData",
    "from": "col colOff row rowOff",
    "to": "col colOff row rowOff",
    "graphicFrame": "nvGraphicFramePr xfrm graphic",
    "chartSpace": (
        "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource protection chart spPr txPr "
        "externalData printSettings userShapes extLst"
    ),
    "chart": (
        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs "
        "showDLblsOverMax extLst"
    ),
    "plotArea": "layout barChart lineChart radarChart catAx valAx dTable spPr extLst",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
    "radarChart": "radarStyle varyColors ser dLbls axId extLst",
    "ser": (
        "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth shape "
        "extLst"
    ),
    "catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    "valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits extLst",
    "scaling": "logBase orientation max min extLst",
    "title": "tx layout overlay spPr txPr extLst",
    "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
    "dLbls": (
        "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
        "showBubbleSize separator showLeaderLines leaderLines extLst"
    ),
    "strRef": "f strCache extLst",
    "numRef": "f numCache extLst",
    "strCache": "ptCount pt extLst",
    "numCache": "formatCode ptCount pt extLst",
    "rich": "bodyPr lstStyle p",
    "txPr": "bodyPr lstStyle p",
    "p": "pPr r br fld endParaRPr",
}

ORDERS: Mapping[str, Mapping[str, int]] = {
    name: {child: place for place, child in enumerate(children.split())} for name, children in _TEXTS.items()
}
"""The place of each child by the name of its parent; a parent that is not named here is not looked at."""
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "workbook": ("sheets",),
    "worksheet": ("sheetData",),
    "styleSheet": ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs"),
    "table": ("tableColumns",),
    "chart": ("plotArea",),
    "barChart": ("barDir", "axId"),
    "radarChart": ("radarStyle", "axId"),
    "ser": ("idx", "order"),
    "catAx": ("axId", "scaling", "axPos", "crossAx"),
    "valAx": ("axId", "scaling", "axPos", "crossAx"),
    "oneCellAnchor": ("from", "ext", "clientData"),
    "twoCellAnchor": ("from", "to", "clientData"),
}
"""What must be there."""
SEVERAL = frozenset(
    (
        *("conditionalFormatting", "formula", "selection", "filterColumn", "barChart", "lineChart", "radarChart"),
        *("catAx", "valAx", "axId", "ser", "dPt", "dLbl", "pt", "trendline", "legendEntry", "p", "r", "br", "fld"),
    )
)
"""Of which there may be more than one side by side."""

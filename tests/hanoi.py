"""The reliefs of Hà Nội for what is handed in online (NQ 77/2025/NQ-HĐND, from 2026 on) as a file of the catalogue."""

POLICY = """\
legal:
  nq77:
    number: 77/2025/NQ-HĐND
    title: Nghị quyết về mức thu phí, lệ phí khi thực hiện dịch vụ công trực tuyến
    from: "2026-01-01"
reliefs:
  - code: council_online
    name: {vi: Không thu khi nộp trực tuyến, en: Free when handed in online}
    kind: exemption
    from: "2026-01-01"
    channels: [online]
    set_by: [council]
    except_kinds: [appraisal_fee]
    percent: 100
    basis: nq77
    certainty: published
  - code: ministry_online
    name: {vi: Ngân sách Thành phố hoàn trả, en: Paid back by the city}
    kind: subsidy
    from: "2026-01-01"
    channels: [online]
    set_by: [ministry]
    except_kinds: [appraisal_fee]
    percent: 100
    borne_by: Ngân sách Thành phố
    basis: nq77
    certainty: published
"""
BEARER = "Ngân sách Thành phố"
CITED = "Nghị quyết số 77/2025/NQ-HĐND"
FILE = "shared/fee_policy.yaml"

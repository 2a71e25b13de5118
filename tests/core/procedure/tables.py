"""A small decision table, as a modeller writes it."""

ROUTE = """\
<?xml version='1.0' encoding='UTF-8'?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
             id="definitions" name="Chuyển hồ sơ" namespace="urn:motcua:decisions:1">
  <inputData id="input_data_1" name="case">
    <variable name="case"/>
  </inputData>
  <decision id="route" name="Chuyển hồ sơ">
    <variable name="Chuyển hồ sơ"/>
    <informationRequirement>
      <requiredInput href="#input_data_1"/>
    </informationRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input>
        <inputExpression typeRef="string">
          <text>case</text>
        </inputExpression>
        <inputValues>
          <text>"one","two"</text>
        </inputValues>
      </input>
      <output name="route" typeRef="string"/>
      <rule>
        <inputEntry>
          <text>"one"</text>
        </inputEntry>
        <outputEntry>
          <text>"clear"</text>
        </outputEntry>
      </rule>
      <rule>
        <inputEntry>
          <text>"two"</text>
        </inputEntry>
        <outputEntry>
          <text>"verify"</text>
        </outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
"""

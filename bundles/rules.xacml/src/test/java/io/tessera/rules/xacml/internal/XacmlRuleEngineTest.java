package io.tessera.rules.xacml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.provisioning.api.spi.RuleDecision;
import io.tessera.provisioning.api.spi.RuleDecision.Effect;
import io.tessera.provisioning.api.spi.RuleException;
import io.tessera.provisioning.api.spi.RuleRequest;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class XacmlRuleEngineTest {
  private static final String NOON = "2026-11-23T12:00:00+01:00";
  private static final String STRING = "http://www.w3.org/2001/XMLSchema#string";
  private static final String FUNCTION = "urn:oasis:names:tc:xacml:1.0:function:";
  private static final String SUBJECT =
      "urn:oasis:names:tc:xacml:1.0:subject-category:access-subject";
  private static final String ENVIRONMENT =
      "urn:oasis:names:tc:xacml:3.0:attribute-category:environment";

  private final XacmlRuleEngine engine = new XacmlRuleEngine();

  @Test
  void a_policy_permits_by_role_and_denies_others_with_the_rule_that_decided() {
    String policy =
        policy(
            rule("staff", "Permit", isIn("staff", SUBJECT, "urn:tessera:subject:role"))
                + rule("rest", "Deny", ""));
    RuleDecision in = decide(policy, request(Set.of("staff"), NOON));
    RuleDecision out = decide(policy, request(Set.of("guests"), NOON));
    assertThat(in).isEqualTo(new RuleDecision(Effect.PERMIT, "p/staff", ""));
    assertThat(out).isEqualTo(new RuleDecision(Effect.DENY, "p/rest", ""));
  }

  @Test
  void attributes_of_the_identity_are_asked_for_by_path() {
    String mail = isIn("a@example.com", SUBJECT, "urn:tessera:attribute:emails.value");
    String department =
        isIn(
            "Sales",
            SUBJECT,
            "urn:tessera:attribute:urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:"
                + "department");
    String family = isIn("Liddell", SUBJECT, "urn:tessera:attribute:name.familyName");
    String core =
        isIn(
            "alice",
            SUBJECT,
            "urn:tessera:attribute:urn:ietf:params:scim:schemas:core:2.0:User:userName");
    for (String condition : new String[] {mail, department, family, core}) {
      assertThat(decide(policy(rule("r", "Permit", condition)), request(Set.of(), NOON)).effect())
          .isEqualTo(Effect.PERMIT);
    }
  }

  @Test
  void policies_made_from_the_templates_of_wso2_are_understood() {
    String policy =
        """
        <Policy xmlns="urn:oasis:names:tc:xacml:3.0:core:schema:wd-17" PolicyId="role_based"
          RuleCombiningAlgId=
          "urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:first-applicable" Version="1.0">
          <Target><AnyOf><AllOf>
            %s
            %s
          </AllOf></AnyOf></Target>
          <Rule Effect="Permit" RuleId="permit_by_role_when_create">
            <Target><AnyOf><AllOf>%s</AllOf></AnyOf></Target>
            <Condition><Apply FunctionId="urn:oasis:names:tc:xacml:1.0:function:or">%s</Apply>
            </Condition>
          </Rule>
          <Rule Effect="Deny" RuleId="deny_others"/>
        </Policy>\
        """
            .formatted(
                match("corp", "http://wso2.org/identity/idp", "idp/idp-name"),
                match(
                    "provisioning",
                    "http://wso2.org/identity/identity-action",
                    "identity-action/action-name"),
                match(
                    "POST",
                    "http://wso2.org/identity/provisioning",
                    "provisioning/provision-operation"),
                isIn(
                    "finance",
                    "http://wso2.org/identity/provisioning",
                    "http://wso2.org/identity/provisioning/claim-group"));
    assertThat(decide(policy, request(Set.of("finance"), NOON)).policy())
        .isEqualTo("role_based/permit_by_role_when_create");
    assertThat(decide(policy, request(Set.of("hr"), NOON)).policy())
        .isEqualTo("role_based/deny_others");
  }

  @Test
  void the_time_is_that_of_the_zone_of_the_server() {
    String condition =
        """
        <Apply FunctionId="urn:oasis:names:tc:xacml:2.0:function:time-in-range">
          <Apply FunctionId="urn:oasis:names:tc:xacml:1.0:function:time-one-and-only">
            <AttributeDesignator MustBePresent="true" Category="%s"
              AttributeId="urn:oasis:names:tc:xacml:1.0:environment:current-time"
              DataType="http://www.w3.org/2001/XMLSchema#time"/>
          </Apply>
          <AttributeValue DataType="http://www.w3.org/2001/XMLSchema#time">08:00:00+01:00\
        </AttributeValue>
          <AttributeValue DataType="http://www.w3.org/2001/XMLSchema#time">17:00:00+01:00\
        </AttributeValue>
        </Apply>\
        """
            .formatted(ENVIRONMENT);
    String policy = policy(rule("hours", "Permit", condition));
    assertThat(decide(policy, request(Set.of(), NOON)).effect()).isEqualTo(Effect.PERMIT);
    assertThat(decide(policy, request(Set.of(), "2026-11-23T18:00:00+01:00")).effect())
        .isEqualTo(Effect.NOT_APPLICABLE);
  }

  @Test
  void what_must_be_there_and_is_not_refuses() {
    String condition =
        isIn("x", SUBJECT, "urn:tessera:attribute:title")
            .replace("MustBePresent=\"false\"", "MustBePresent=\"true\"");
    RuleDecision decision = decide(policy(rule("r", "Permit", condition)), request(Set.of(), NOON));
    assertThat(decision.effect()).isEqualTo(Effect.ERROR);
    assertThat(decision.why()).startsWith("it cannot be decided");
  }

  @Test
  void a_doctype_is_refused_with_its_place() {
    String policy =
        "<!DOCTYPE Policy [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" + policy("&x;");
    refused(policy, "line 1, column", "a DOCTYPE is not allowed.");
  }

  @Test
  void what_is_no_policy_is_refused_with_its_place() {
    refused("hello", "line 1, column 1: ");
    refused("<Policy/>", "line 1, column", "XACML 3.0 is expected");
    refused("<html/>", "line 1, column", "not html");
    refused(policy("<Rule").replace("</Policy>", ""), "line 2");
    refused(
        policy("\n" + rule("r", "Permit", isIn("x", SUBJECT, "urn:acme:unknown"))),
        "line ",
        "there is no attribute \"urn:acme:unknown\"");
    refused(
        policy("<ObligationExpressions><ObligationExpression/></ObligationExpressions>"),
        "obligations are not carried out");
  }

  @Test
  void a_policy_that_is_not_whole_is_refused() {
    refused(policy("").replace("RuleCombiningAlgId", "X"), "the attribute RuleCombiningAlgId");
    refused(policy(rule("r", "Perhaps", "")), "Perhaps");
    refused(
        policy(rule("r", "Permit", "<Apply FunctionId=\"urn:acme:function:none\"></Apply>")),
        "urn:acme:function:none");
    refused(policy("<Rule RuleId=\"r\"/>"), "the attribute Effect is missing");
  }

  @Test
  void variables_are_used_in_conditions_and_never_in_each_other() {
    String staff = isIn("staff", SUBJECT, "urn:tessera:subject:role");
    String used = "<VariableReference VariableId=\"v\"/>";
    String defined = "<VariableDefinition VariableId=\"v\">%s</VariableDefinition>";
    String fine = policy(defined.formatted(staff) + rule("r", "Permit", used));
    assertThat(decide(fine, request(Set.of("staff"), NOON)).effect()).isEqualTo(Effect.PERMIT);
    refused(policy(defined.formatted(used) + rule("r", "Permit", used)), "write it out");
  }

  @Test
  void it_is_told_which_attributes_a_policy_reads() {
    String mail = isIn("x", SUBJECT, "http://wso2.org/claims/emailaddress");
    String title = isIn("x", SUBJECT, "urn:tessera:attribute:title");
    assertThat(engine.compile(policy(rule("a", "Permit", mail) + rule("b", "Deny", title))).reads())
        .containsExactlyInAnyOrder("emails.value", "title");
  }

  @Test
  void the_same_text_is_compiled_once() {
    String policy = policy(rule("r", "Permit", ""));
    assertThat(engine.compile(policy)).isSameAs(engine.compile(policy));
  }

  private void refused(String policy, String... said) {
    assertThatThrownBy(() -> engine.compile(policy))
        .isInstanceOf(RuleException.class)
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("null"))
        .satisfies(e -> Arrays.stream(said).forEach(s -> assertThat(e).hasMessageContaining(s)));
  }

  private RuleDecision decide(String policy, RuleRequest request) {
    return engine.compile(policy).decide(request);
  }

  private static String policy(String rules) {
    return """
    <Policy xmlns="urn:oasis:names:tc:xacml:3.0:core:schema:wd-17" PolicyId="p" Version="1.0"\
     RuleCombiningAlgId="urn:oasis:names:tc:xacml:1.0:rule-combining-algorithm:first-applicable">
    <Target/>%s</Policy>\
    """
        .formatted(rules);
  }

  private static String rule(String id, String effect, String condition) {
    return "<Rule RuleId=\"%s\" Effect=\"%s\">%s</Rule>"
        .formatted(
            id, effect, condition.isEmpty() ? "" : "<Condition>" + condition + "</Condition>");
  }

  private static String isIn(String value, String category, String id) {
    return """
    <Apply FunctionId="%sstring-is-in">
    <AttributeValue DataType="%s">%s</AttributeValue>
    %s</Apply>\
    """
        .formatted(FUNCTION, STRING, value, designator(category, id));
  }

  private static String match(String value, String category, String id) {
    return """
    <Match MatchId="%sstring-equal"><AttributeValue DataType="%s">%s</AttributeValue>
    %s</Match>\
    """
        .formatted(FUNCTION, STRING, value, designator(category, "http://wso2.org/identity/" + id));
  }

  private static String designator(String category, String id) {
    return "<AttributeDesignator MustBePresent=\"false\" Category=\"%s\" AttributeId=\"%s\" DataType=\"%s\"/>"
        .formatted(category, id, STRING);
  }

  private static RuleRequest request(Set<String> roles, String at) {
    Attributes alice =
        Attributes.builder()
            .put("userName", "alice")
            .put("name", Value.complex(Attributes.builder().put("familyName", "Liddell").build()))
            .put(
                "emails", Value.complex(Attributes.builder().put("value", "a@example.com").build()))
            .put(
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                Value.complex(Attributes.builder().put("department", "Sales").build()))
            .build();
    return new RuleRequest(
        new RuleRequest.Subject(ResourceType.USER, "1", alice, Set.of(), roles),
        Operation.CREATE,
        new RuleRequest.Resource("hr", "ldap", "corp", "resident"),
        ZonedDateTime.parse(at));
  }
}

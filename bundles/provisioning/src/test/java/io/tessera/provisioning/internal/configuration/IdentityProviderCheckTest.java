package io.tessera.provisioning.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.admin.IdentityProvider;
import io.tessera.provisioning.api.admin.IdentityProvider.Accounts;
import io.tessera.provisioning.api.admin.IdentityProvider.ClaimMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Draft;
import io.tessera.provisioning.api.admin.IdentityProvider.Identifier;
import io.tessera.provisioning.api.admin.IdentityProvider.Mappings;
import io.tessera.provisioning.api.admin.IdentityProvider.ProvisionedAttribute;
import io.tessera.provisioning.api.admin.IdentityProvider.RoleMapping;
import io.tessera.provisioning.api.admin.IdentityProvider.Trust;
import io.tessera.provisioning.api.admin.PolicyMap;
import io.tessera.store.spi.Configurations.Item;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityProviderCheckTest {
  private static final UUID ID = UUID.randomUUID();

  @Test
  void all_that_is_wrong_is_said_at_once_with_its_place() {
    assertThat(
            problems(
                new Trust("", "", List.of("hello", framed("AAAA")), "http://idp.example"),
                new Mappings(
                    List.of(new ClaimMapping("mail", "", "")),
                    List.of(new RoleMapping("a", "b"), new RoleMapping("a", "c")),
                    false),
                new Accounts(
                    List.of("staff", "staff"),
                    List.of(),
                    new Identifier("{UN,SP}", "_", "carbon.super"),
                    "")))
        .extracting(Problem::detail)
        .satisfiesExactly(
            one -> assertThat(one).startsWith("certificates[0]: one certificate in PEM"),
            two -> assertThat(two).startsWith("certificates[1]: ").contains("no X.509"),
            three -> assertThat(three).startsWith("jwksUri: ").contains("https://"),
            four -> assertThat(four).startsWith("claimMappings[0].local: "),
            five -> assertThat(five).isEqualTo("roleMappings[1].remote: \"a\" is there twice."),
            six -> assertThat(six).startsWith("provisioningRoles[1]: "),
            seven -> assertThat(seven).startsWith("identifierPattern: \"SP\" is not known"));
  }

  @Test
  void a_private_key_is_refused_without_being_repeated() {
    String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    assertThat(problems(new Trust("", "", List.of(key), ""), Mappings.NONE, Accounts.DEFAULT))
        .singleElement()
        .satisfies(p -> assertThat(p.detail()).contains("private key").doesNotContain("AAAA"));
  }

  @Test
  void one_with_nothing_but_names_is_right() {
    IdentityProvider provider = IdentityProvider.of(ID, new Draft("corp", "Corp", true), 1);
    assertThatCode(() -> IdentityProviderCheck.of(provider, Snapshot.nothing()))
        .doesNotThrowAnyException();
  }

  @Test
  void what_is_stored_is_read_again() {
    IdentityProvider provider =
        IdentityProvider.of(
            ID,
            new Draft(
                "corp",
                "Corp",
                "Head office",
                false,
                new Trust("corp.example", "us", List.of(framed("AAAA")), "https://idp.example/k"),
                new Mappings(
                    List.of(new ClaimMapping("mail", "emails.value", "none@example.com")),
                    List.of(new RoleMapping("a", "b")),
                    true),
                new Accounts(
                    List.of("staff"),
                    List.of(new ProvisionedAttribute("sn", "?")),
                    new Identifier("{UD,UN}", "-", "acme"),
                    "hr")),
            7);
    assertThat(IdentityProviderDocument.read(IdentityProviderDocument.item(provider)))
        .isEqualTo(provider);
  }

  @Test
  void older_documents_are_read_with_defaults() {
    Item old =
        new Item(
            IdentityProviderDocument.KIND,
            ID,
            "corp",
            3,
            Attributes.builder().put("displayName", "Corp").put("enabled", true).build());
    assertThat(IdentityProviderDocument.read(old))
        .isEqualTo(IdentityProvider.of(ID, new Draft("corp", "Corp", true), 3));
  }

  @Test
  void the_identifier_is_put_together_as_in_wso2_but_the_separator_is_no_pattern() {
    Identifier identifier = new Identifier("{UD,UN,TD,IDP}", ".", "carbon.super");
    assertThat(new IdentifierPattern(identifier, "google").of("Alice.B", "PRIMARY"))
        .isEqualTo("primary.alice.b.carbonsuper.google");
  }

  @Test
  void only_provisioned_attributes_and_keys_are_left_of_a_map() {
    PolicyMap map =
        new PolicyMap(
            List.of(
                row("SN", "name.familyName"), row("mail", "emails.value"), row("title", "title")),
            List.of(row("cn", "displayName")));
    PolicyMap left =
        new ProvisionedAttributes(
                List.of(
                    new ProvisionedAttribute("sn", "?"), new ProvisionedAttribute("l", "Berlin")))
            .of(map);
    assertThat(left.user()).extracting(PolicyMap.Row::attribute).containsExactly("SN", "l");
    assertThat(left.user().get(0).otherwise()).containsExactly("?");
    assertThat(left.user().get(1).constant()).containsExactly("Berlin");
    assertThat(left.group()).isEqualTo(map.group());
  }

  private static PolicyMap.Row row(String attribute, String from) {
    return new PolicyMap.Row(attribute, List.of(from), List.of());
  }

  private static String framed(String content) {
    return "-----BEGIN CERTIFICATE-----\n" + content + "\n-----END CERTIFICATE-----";
  }

  private static List<Problem> problems(Trust trust, Mappings mappings, Accounts accounts) {
    IdentityProvider provider =
        IdentityProvider.of(ID, new Draft("corp", "Corp", "", true, trust, mappings, accounts), 1);
    return catchThrowableOfType(
            RejectedException.class, () -> IdentityProviderCheck.of(provider, Snapshot.nothing()))
        .problems();
  }
}

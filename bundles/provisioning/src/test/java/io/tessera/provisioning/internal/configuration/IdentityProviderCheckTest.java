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
import io.tessera.provisioning.api.admin.SignIn;
import io.tessera.provisioning.api.admin.SignIn.Absent;
import io.tessera.provisioning.api.admin.SignIn.AttributeSync;
import io.tessera.provisioning.api.admin.SignIn.Authority;
import io.tessera.provisioning.api.admin.SignIn.GroupSync;
import io.tessera.provisioning.api.admin.SignIn.Jit;
import io.tessera.provisioning.api.admin.SignIn.Lookup;
import io.tessera.provisioning.api.admin.SignIn.Oidc;
import io.tessera.provisioning.api.admin.SignIn.Protocol;
import io.tessera.provisioning.api.admin.SignIn.Saml;
import io.tessera.provisioning.api.admin.SignIn.Scheme;
import io.tessera.store.spi.Configurations.Item;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityProviderCheckTest {
  private static final UUID ID = UUID.randomUUID();
  private static final SignIn SIGN_IN =
      new SignIn(
          Protocol.OIDC,
          new Oidc(
              "https://idp.example",
              "tessera",
              "https://idp.example/auth",
              "https://idp.example/token",
              "https://idp.example/me",
              "https://idp.example/bye",
              List.of("email"),
              Set.of("RS256", "ES256"),
              true),
          new Saml("urn:idp", "https://idp.example/saml", "", Saml.PERSISTENT, "uid"),
          List.of("example.org"),
          true,
          new Jit(
              true,
              Scheme.CONSENT,
              "PRIMARY",
              "store",
              AttributeSync.OVERRIDE_ALL,
              GroupSync.KEEP_MANUAL,
              true,
              List.of(new Lookup("no", "externalId")),
              List.of("Admins"),
              true));

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
    IdentityProvider provider = IdentityProvider.of(ID, new Draft("corp", "Corp", true), false, 1);
    assertThatCode(() -> IdentityProviderCheck.of(provider, Snapshot.nothing()))
        .doesNotThrowAnyException();
  }

  @Test
  void what_is_wrong_about_signing_in_is_said_with_its_place() {
    Oidc oidc =
        new Oidc(
            "http://idp.example",
            "",
            "ftp://x",
            "",
            "",
            "",
            List.of("a b"),
            Set.of("HS256"),
            false);
    Jit jit =
        new Jit(
            true,
            Scheme.SILENT,
            "NOWHERE",
            "",
            AttributeSync.NONE,
            GroupSync.MERGE,
            false,
            List.of(
                new Lookup("email", "emails.value"),
                new Lookup("", "title"),
                new Lookup("no", "externalId"),
                new Lookup("sub", "userName")),
            List.of(),
            false);
    Mappings mappings =
        new Mappings(
            List.of(
                new ClaimMapping("a", "active", ""),
                new ClaimMapping("b", "nothing", ""),
                new ClaimMapping("c", "emails[type eq \"work\"].value", "")),
            List.of(),
            false);
    assertThat(
            problems(
                new SignIn(
                    Protocol.OIDC, oidc, Saml.NONE, List.of("nodots", "a.org", "A.org"), true, jit),
                mappings))
        .extracting(problem -> problem.where().orElseThrow().toString())
        .containsExactly(
            "signIn.oidc.issuer",
            "signIn.oidc.clientId",
            "signIn.oidc.authorizationEndpoint",
            "signIn.oidc.scopes",
            "signIn.oidc.algorithms",
            "signIn.domains[0]",
            "signIn.domains[2]",
            "signIn.jit.userStore",
            "signIn.jit.scheme",
            "claimMappings[0].local",
            "claimMappings[1].local",
            "signIn.jit.lookups[0].attribute",
            "signIn.jit.lookups[1].claim",
            "signIn.jit.lookups[1].attribute",
            "signIn.jit.lookups[3].attribute");
  }

  @Test
  void saml_needs_a_certificate_and_a_name_that_stays() {
    Saml saml =
        new Saml(
            "urn:idp",
            "https://idp.example/sso",
            "",
            "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "");
    assertThat(
            problems(
                new SignIn(Protocol.SAML, Oidc.NONE, saml, List.of(), false, Jit.DEFAULT),
                Mappings.NONE))
        .extracting(problem -> problem.where().orElseThrow().toString())
        .containsExactly("signIn.saml.subjectAttribute", "certificates");
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
                    List.of(
                        new ClaimMapping("mail", "emails.value", "none@example.com"),
                        new ClaimMapping("t", "title", "", Authority.SCIM_CLIENT, Absent.CLEAR)),
                    List.of(new RoleMapping("a", "b")),
                    true),
                new Accounts(
                    List.of("staff"),
                    List.of(new ProvisionedAttribute("sn", "?")),
                    new Identifier("{UD,UN}", "-", "acme"),
                    "hr"),
                SIGN_IN,
                null),
            true,
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
        .isEqualTo(IdentityProvider.of(ID, new Draft("corp", "Corp", true), false, 3));
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
        IdentityProvider.of(
            ID,
            new Draft("corp", "Corp", "", true, trust, mappings, accounts, SignIn.NONE, null),
            false,
            1);
    return catchThrowableOfType(
            RejectedException.class, () -> IdentityProviderCheck.of(provider, Snapshot.nothing()))
        .problems();
  }

  private static List<Problem> problems(SignIn signIn, Mappings mappings) {
    IdentityProvider provider =
        IdentityProvider.of(
            ID,
            new Draft(
                "corp", "Corp", "", true, Trust.NONE, mappings, Accounts.DEFAULT, signIn, null),
            false,
            1);
    return catchThrowableOfType(
            RejectedException.class, () -> IdentityProviderCheck.of(provider, Snapshot.nothing()))
        .problems();
  }
}

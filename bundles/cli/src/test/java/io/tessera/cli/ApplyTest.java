package io.tessera.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyTest {
  private static final String WANTED =
      """
      kind: target
      name: hr
      identityProvider: corp
      connectorType: io.tessera.connector.sample
      settings:
        url: ldaps://directory.example.com
        port: 636
        bases: [ou=people, ou=groups]
        password: {file: secrets/hr}
      policyMap:
        user:
          - attribute: sn
            from: [name.familyName]
          - attribute: objectClass
            constant: [inetOrgPerson]
      ---
      kind: identity-provider
      name: corp
      displayName: Corporation
      """;

  @TempDir Path folder;
  private ServerDouble server;
  private Shell shell;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    server = new ServerDouble();
    shell = Shell.at(server, folder);
    file = Files.writeString(folder.resolve("wanted.yaml"), WANTED);
    Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets/hr"), "s3cret\n");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void what_is_missing_is_created_identity_providers_first() {
    assertThat(apply()).isZero();
    assertThat(shell.out()).isEqualTo("identity-provider corp created\ntarget hr created\n");
    assertThat(server.lastBody().complex("settings").text("password")).contains("s3cret");
    assertThat(server.target("hr").complex("settings").get("port")).contains(Value.Num.of(636));
  }

  @Test
  void a_second_time_changes_nothing_and_sends_no_secret() throws IOException {
    apply();
    Files.delete(folder.resolve("secrets/hr"));
    int before = server.requests().size();
    assertThat(apply()).isZero();
    assertThat(shell.out()).isEqualTo("identity-provider corp unchanged\ntarget hr unchanged\n");
    assertThat(server.requests().subList(before, server.requests().size()))
        .allMatch(request -> request.startsWith("GET"));
  }

  @Test
  void a_schema_is_created_kept_and_changed() throws IOException {
    String schema =
        """
        kind: schema
        id: urn:example:badge
        name: Badge
        extends: User
        attributes:
          - {name: number, required: true}
        ---
        kind: user-store
        name: PARTNERS
        """;
    Files.writeString(file, schema);
    assertThat(apply()).isZero();
    assertThat(shell.out())
        .isEqualTo("user-store PARTNERS created\nschema urn:example:badge created\n");
    Files.writeString(
        file, schema.replace("{name: number,", "{name: number, type: string, indexed: false,"));
    assertThat(apply()).isZero();
    assertThat(shell.out()).contains("schema urn:example:badge unchanged");
    Files.writeString(file, schema.replace(", required: true", ""));
    assertThat(apply()).isZero();
    assertThat(shell.out()).contains("schema urn:example:badge changed: attributes");
  }

  @Test
  void what_differs_is_changed_and_named() throws IOException {
    apply();
    Files.writeString(
        file, WANTED.replace("port: 636", "port: 1636").replace("[name.familyName]", "[userName]"));
    assertThat(apply()).isZero();
    assertThat(shell.out()).contains("target hr changed: policyMap, settings.port");
    assertThat(server.target("hr").complex("settings").get("port")).contains(Value.Num.of(1636));
    assertThat(Named.texts(server.target("hr"), "secretsSet")).containsExactly("password");
  }

  @Test
  void of_the_delivery_settings_only_what_is_written_is_changed() throws IOException {
    String delivery = "delivery: {rate: 5, guard: {most: 7, percent: 5}}\n      ---";
    Files.writeString(file, WANTED.replaceFirst("---", delivery.replace("      ", "")));
    apply();
    Files.writeString(file, WANTED.replaceFirst("---", "delivery: {guard: {most: 9}}\n---"));
    assertThat(apply()).isZero();
    assertThat(shell.out()).contains("target hr changed: delivery");
    Attributes kept = server.target("hr").complex("delivery");
    assertThat(kept.get("rate")).contains(Value.Num.of(5));
    assertThat(kept.complex("guard").get("most")).contains(Value.Num.of(9));
    assertThat(kept.complex("guard").get("percent")).contains(Value.Num.of(5));
    assertThat(apply()).isZero();
    assertThat(shell.out()).contains("target hr unchanged");
  }

  @Test
  void a_setting_that_is_its_default_may_be_left_out() throws IOException {
    apply();
    Files.writeString(file, WANTED.replace("  port: 636\n", ""));
    assertThat(apply()).isZero();
    assertThat(shell.out()).contains("target hr unchanged");
  }

  @Test
  void an_alert_channel_is_created_kept_changed_and_exported_without_its_secret()
      throws IOException {
    String channel =
        """
        kind: alert-channel
        name: on-call
        type: webhook
        settings: {url: "https://hooks.example.com/tessera", password: {file: secrets/hr}}
        conditions: [target-absent, operations-dead]
        """;
    Files.writeString(file, channel);
    assertThat(apply()).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo("alert-channel on-call created\n");
    assertThat(server.lastBody().complex("settings").text("password")).contains("s3cret");
    assertThat(apply()).isZero();
    assertThat(shell.out()).isEqualTo("alert-channel on-call unchanged\n");
    Files.writeString(file, channel.replace("target-absent, operations-dead", "operations-dead"));
    assertThat(apply()).isZero();
    assertThat(shell.out()).isEqualTo("alert-channel on-call changed: conditions\n");

    assertThat(shell.run("export")).isZero();
    assertThat(shell.out())
        .contains("kind: alert-channel", "secrets/alert-channel.on-call.password")
        .doesNotContain("s3cret", "lastSent");
  }

  @Test
  void an_alert_about_a_target_that_is_nowhere_is_refused() throws IOException {
    Files.writeString(file, "kind: alert-channel\nname: on-call\ntargets: [nowhere]\n");
    assertThat(apply()).isEqualTo(1);
    assertThat(shell.err()).contains("targets: there is no target \"nowhere\"");
  }

  @Test
  void what_was_made_before_the_connection_broke_is_not_made_twice() {
    server.breakAfterTheNext();
    assertThat(apply()).as(shell.err()).isZero();
    assertThat(shell.out()).isEqualTo("identity-provider corp created\ntarget hr created\n");
    assertThat(server.requests()).filteredOn("POST identity-providers"::equals).hasSize(2);
  }

  @Test
  void a_dry_run_says_what_would_be_done_and_does_nothing() {
    assertThat(apply("--dry-run")).isZero();
    assertThat(shell.out())
        .isEqualTo("identity-provider corp would be created\ntarget hr would be created\n");
    assertThat(server.requests()).allMatch(request -> request.startsWith("GET"));
  }

  @Test
  void secrets_are_sent_again_on_demand() throws IOException {
    apply();
    Files.writeString(folder.resolve("secrets/hr"), "another");
    assertThat(apply("--update-secrets")).isZero();
    assertThat(shell.out()).contains("target hr changed: settings.password");
    assertThat(server.lastBody().complex("settings").text("password")).contains("another");
  }

  @Test
  void a_secret_in_the_file_itself_is_refused() throws IOException {
    Files.writeString(file, WANTED.replace("{file: secrets/hr}", "s3cret"));
    assertThat(apply()).isEqualTo(1);
    assertThat(shell.err())
        .contains("settings.password must be {file: PATH}")
        .contains("wanted.yaml #1")
        .doesNotContain("s3cret");
  }

  @Test
  void mistakes_in_files_are_said_with_their_place_before_anything_is_done() throws IOException {
    Files.writeString(file, WANTED + "colour: blue\n");
    assertThat(apply()).isEqualTo(1);
    assertThat(shell.err()).contains("wanted.yaml #2").contains("[colour]");
    Files.writeString(file, "kind: target\nname: [\n");
    assertThat(apply()).isEqualTo(1);
    assertThat(shell.err()).contains("wanted.yaml").contains("line");
    Files.writeString(file, "kind: printer\n");
    assertThat(apply()).isEqualTo(1);
    assertThat(shell.err()).contains("\"kind\" must be");
    Files.writeString(file, "kind: target\nkind: target\n");
    assertThat(apply()).isEqualTo(1);
    Files.writeString(file, "kind: !!javax.script.ScriptEngineManager []\n");
    assertThat(apply()).isEqualTo(1);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void targets_come_behind_those_they_depend_on() throws IOException {
    Files.writeString(
        file,
        """
        kind: target
        name: apps
        identityProvider: corp
        connectorType: io.tessera.connector.sample
        settings: {url: "ldaps://apps.example.com", password: {file: secrets/hr}}
        delivery: {dependsOn: [{target: hr}]}
        ---
        """
            + WANTED);
    assertThat(apply()).isZero();
    assertThat(shell.out())
        .isEqualTo("identity-provider corp created\ntarget hr created\ntarget apps created\n");
  }

  @Test
  void targets_of_entitlements_must_be_there() throws IOException {
    Files.writeString(
        file, "kind: role\nname: engineer\nentitlements: [{target: nowhere, value: x}]\n");
    assertThat(apply()).isEqualTo(1);
    assertThat(shell.err()).contains("there is no target \"nowhere\"");
  }

  @Test
  void a_rule_changes_its_form_by_what_the_file_says() throws IOException {
    Files.writeString(
        file,
        "kind: rule\nname: office\neffect: permit\nroles: [staff]\nwindow: {from: \"08:00\"}\n");
    assertThat(apply()).isZero();
    Files.writeString(file, "kind: rule\nname: office\neffect: permit\nroles: [staff]\n");
    assertThat(apply()).isZero();
    assertThat(server.named("rules", "office").get("window")).isEmpty();
    Files.writeString(file, "kind: rule\nname: office\nxacml: <Policy/>\n");
    assertThat(apply("--dry-run")).isZero();
    assertThat(shell.out()).contains("effect", "roles");
    assertThat(apply()).isZero();
    Attributes policy = server.named("rules", "office");
    assertThat(policy.text("xacml")).contains("<Policy/>");
    assertThat(policy.get("effect")).isEmpty();
    assertThat(apply()).isZero();
    assertThat(shell.out()).isEqualTo("rule office unchanged\n");
  }

  @Test
  void a_folder_and_json_are_read_too() throws IOException {
    Path configuration = Files.createDirectory(folder.resolve("configuration"));
    Files.writeString(
        configuration.resolve("1.json"), "[{\"kind\": \"identity-provider\", \"name\": \"a\"}]");
    Files.writeString(configuration.resolve("2.yml"), "kind: identity-provider\nname: b\n");
    Files.writeString(configuration.resolve("README"), "not read");
    assertThat(shell.run("apply", "-f", configuration.toString())).isZero();
    assertThat(shell.out()).isEqualTo("identity-provider a created\nidentity-provider b created\n");
  }

  @Test
  void what_is_exported_can_be_applied_unchanged() throws IOException {
    apply();
    assertThat(shell.run("export")).isZero();
    assertThat(shell.out())
        .contains("kind: identity-provider", "secrets/hr.password")
        .doesNotContain("s3cret")
        .doesNotContain("version:");
    Path exported = Files.writeString(folder.resolve("exported.yaml"), shell.out());
    assertThat(shell.run("apply", "-f", exported.toString())).isZero();
    assertThat(shell.out()).isEqualTo("identity-provider corp unchanged\ntarget hr unchanged\n");
    assertThat(shell.run("export", "--json")).isZero();
    Path json = Files.writeString(folder.resolve("exported.json"), shell.out());
    assertThat(shell.run("apply", "-f", json.toString(), "--json")).isZero();
    assertThat(shell.out()).contains("\"action\" : \"keep\"");
  }

  private int apply(String... options) {
    String[] line = new String[options.length + 3];
    System.arraycopy(new String[] {"apply", "-f", file.toString()}, 0, line, 0, 3);
    System.arraycopy(options, 0, line, 3, options.length);
    return shell.run(line);
  }
}

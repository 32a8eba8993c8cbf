package io.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir private Path home;

  @Test
  void without_settings_the_server_is_on_loopback_with_its_own_database() throws Exception {
    Settings settings = Settings.read(home, Map.of());
    assertThat(settings.data()).isEqualTo(home.resolve("data"));
    assertThat(settings.bind()).isEqualTo("127.0.0.1");
    assertThat(settings.httpsPort()).isEqualTo(9443);
    assertThat(settings.httpPort()).isZero();
    assertThat(settings.asProperties())
        .containsEntry("tessera.jdbc.url", "jdbc:derby:" + home + "/data/db;create=true")
        .containsEntry("tessera.demo", "false");
    assertThat(settings.features())
        .containsExactly("runtime", "persistence", "server", "scim", "soap", "ops");
  }

  @Test
  void the_environment_wins_over_the_file() throws Exception {
    file("tessera.https.port = 7001\ntessera.bind = 0.0.0.0\n");
    Settings settings = Settings.read(home, Map.of("TESSERA_HTTPS_PORT", "7002"));
    assertThat(settings.httpsPort()).isEqualTo(7002);
    assertThat(settings.bind()).isEqualTo("0.0.0.0");
  }

  @Test
  void an_empty_variable_counts_as_not_set() throws Exception {
    assertThat(Settings.read(home, Map.of("TESSERA_HTTPS_PORT", " ")).httpsPort()).isEqualTo(9443);
  }

  @Test
  void a_plain_port_brings_the_feature_for_it() throws Exception {
    Settings settings = Settings.read(home, Map.of("TESSERA_HTTP_PORT", "8080"));
    assertThat(settings.features()).contains("http");
  }

  @Test
  void the_demo_brings_connectors_and_a_directory() throws Exception {
    Settings settings = Settings.read(home, Map.of("TESSERA_DEMO", "true"));
    assertThat(settings.features()).endsWith("connectors", "demo");
  }

  @Test
  void the_shell_is_there_only_when_it_is_asked_for() throws Exception {
    assertThat(Settings.read(home, Map.of()).features()).doesNotContain("shell");
    assertThat(Settings.read(home, Map.of("TESSERA_SHELL", "false")).features())
        .doesNotContain("shell");
    assertThat(Settings.read(home, Map.of("TESSERA_SHELL", "true")).features()).endsWith("shell");
  }

  @Test
  void a_collector_brings_the_feature_that_tells_it() throws Exception {
    assertThat(Settings.read(home, Map.of()).features()).doesNotContain("telemetry");
    Settings settings =
        Settings.read(home, Map.of("TESSERA_OTLP_ENDPOINT", "http://127.0.0.1:4318"));
    assertThat(settings.features()).contains("telemetry");
    assertThat(settings.asProperties())
        .containsEntry("tessera.otlp.seconds", "60")
        .containsEntry("tessera.otlp.ratio", "1");
  }

  @Test
  void secrets_for_a_collector_elsewhere_go_encrypted_only() throws Exception {
    String headers = Files.writeString(home.resolve("headers"), "Api-Key: secret").toString();
    for (String fit : List.of("https://otlp.example.com/v1", "http://localhost:4318")) {
      Settings.read(
          home, Map.of("TESSERA_OTLP_ENDPOINT", fit, "TESSERA_OTLP_HEADERS_FILE", headers));
    }
    assertThatThrownBy(
            () ->
                Settings.read(
                    home,
                    Map.of(
                        "TESSERA_OTLP_ENDPOINT",
                        "http://localhost.example.com:4318",
                        "TESSERA_OTLP_HEADERS_FILE",
                        headers)))
        .hasMessageContaining("TESSERA_OTLP_ENDPOINT must be https");
  }

  @Test
  void a_wrong_value_is_refused_with_the_name_of_the_variable() {
    Map<String, String> wrong = new HashMap<>();
    wrong.put("TESSERA_OTLP_ENDPOINT", "127.0.0.1:4318");
    wrong.put("TESSERA_OTLP_SECONDS", "0");
    wrong.put("TESSERA_OTLP_RATIO", "5%");
    wrong.put("TESSERA_HTTPS_PORT", "0");
    wrong.put("TESSERA_HTTP_PORT", "http");
    wrong.put("TESSERA_DEMO", "yes");
    wrong.put("TESSERA_SHELL", "on");
    wrong.put("TESSERA_JDBC_URL", "jdbc:oracle:x");
    wrong.put("TESSERA_JDBC_PASSWORD_FILE", home.resolve("missing").toString());
    wrong.put("TESSERA_ADMIN_PASSWORD_FILE", home.resolve("missing").toString());
    wrong.put("TESSERA_FEATURES", "missing");
    wrong.forEach(
        (name, value) ->
            assertThatThrownBy(() -> Settings.read(home, Map.of(name, value)))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value));
  }

  @Test
  void an_operator_adds_features_but_replaces_none() throws Exception {
    Path shipped = Files.createDirectories(home.resolve("features")).resolve("connectors.json");
    Path own = Files.createDirectories(home.resolve("data/etc/features")).resolve("site.json");
    for (Path file : List.of(shipped, own, own.resolveSibling("connectors.json"))) {
      Files.writeString(file, "{}");
    }
    Settings settings = Settings.read(home, Map.of("TESSERA_FEATURES", "site,connectors"));
    assertThat(settings.features()).contains("site", "connectors");
    assertThat(settings.feature("site")).isEqualTo(own);
    assertThat(settings.feature("connectors")).isEqualTo(shipped);
  }

  @Test
  void a_misspelt_setting_in_the_file_is_refused() throws Exception {
    file("tessera.htps.port = 7001\n");
    assertThatThrownBy(() -> Settings.read(home, Map.of()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("tessera.htps.port");
  }

  private void file(String text) throws IOException {
    Path etc = Files.createDirectories(home.resolve("data/etc"));
    Files.writeString(etc.resolve("tessera.properties"), text);
  }
}

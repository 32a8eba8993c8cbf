package io.tessera.connector.scim2.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScimSettingsTest {
  private static Map<String, Object> good() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("usersUrl", "https://app.example.org/scim/v2/Users");
    settings.put("user", "tessera");
    settings.put("_password", "secret");
    return settings;
  }

  private static ScimConnector connector(Map<String, ?> settings) {
    return new ScimConnector(Configurations.of(ScimConnector.Config.class, settings));
  }

  @Test
  void good_settings_need_nobody_at_the_other_end() {
    assertThat(connector(good())).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "usersUrl | usersUrl | ''",
        "usersUrl | usersUrl | app.example.org",
        "usersUrl | usersUrl | http://app.example.org/Users",
        "usersUrl | usersUrl | ftp://app.example.org/Users",
        "usersUrl | usersUrl | https://user:secret@app.example.org/Users",
        "usersUrl | usersUrl | https://app.example.org/Users?x=1",
        "usersUrl | usersUrl | https://app.example.org/Users#x",
        "usersUrl | usersUrl | https://169.254.169.254/Users",
        "usersUrl | usersUrl | https://[fe80::1]/Users",
        "usersUrl | usersUrl | https://app example.org/Users",
        "groupsUrl | groupsUrl | http://10.0.0.1/Groups",
        "user | user | ''",
        "user | user | a:b",
        ".password | _password | ''",
        ".token | _token | both",
        "updateMode | updateMode | post",
        "userKeyAttribute | userKeyAttribute | ' '",
        "userFilter | userFilter | userName eq \"x\"",
        "userFilter | userFilter | userName eq {userName",
        "userFilter | userFilter | userName eq {user name}",
        "groupFilter | groupFilter | displayName eq {}",
        "userStoreDomain | userStoreDomain | A/B",
        "authentication | authentication | kerberos",
        "apiKeyHeader | authentication | apiKey",
        "tokenUrl | authentication | clientCredentials",
        "trustedCertificates | trustedCertificates | -----BEGIN CERTIFICATE-----x",
        "trustedCertificates | trustedCertificates | /does/not/exist.pem"
      })
  void a_setting_that_cannot_work_is_named(String named, String property, String value) {
    Map<String, Object> settings = good();
    settings.put("groupsUrl", "https://app.example.org/scim/v2/Groups");
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(named));
  }

  @ParameterizedTest
  @CsvSource({
    "membersPerRequest, 0",
    "membersPerRequest, 5000",
    "pageSize, 0",
    "pageSize, 1001",
    "connectTimeoutMillis, 1",
    "requestTimeoutMillis, 0"
  })
  void a_number_out_of_bounds_is_named(String property, int value) {
    Map<String, Object> settings = good();
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(property);
  }

  @Test
  void without_any_credentials_there_is_no_connector() {
    Map<String, Object> settings = good();
    settings.remove("user");
    settings.remove("_password");
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(".token");
  }

  @Test
  void no_message_repeats_a_secret() {
    Map<String, Object> settings = good();
    settings.put("_token", "very-secret");
    settings.put("_password", "very-secret");
    assertThatThrownBy(() -> connector(settings)).hasMessageNotContaining("very-secret");
    settings.remove("_token");
    assertThat(connector(settings)).asString().doesNotContain("very-secret");
  }
}

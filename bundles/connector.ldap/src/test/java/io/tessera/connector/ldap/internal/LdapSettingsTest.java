package io.tessera.connector.ldap.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.kit.Configurations;
import io.tessera.connector.spi.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapSettingsTest {
  private static Map<String, Object> good() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("host", "ldap.example.org");
    settings.put("bindDn", "cn=admin,dc=example,dc=org");
    settings.put("_bindPassword", "secret");
    settings.put("userBase", "ou=people,dc=example,dc=org");
    return settings;
  }

  private static LdapConnector connector(Map<String, ?> settings) {
    return new LdapConnector(Configurations.of(LdapConnector.Config.class, settings));
  }

  @Test
  void good_settings_need_nobody_at_the_other_end() {
    connector(good()).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host | ''",
        "host | 169.254.169.254",
        "host | [fe80::1]",
        "host | 224.0.0.1",
        "security | none",
        "security | tls",
        "bindDn | ''",
        "bindDn | admin",
        "userBase | ''",
        "userBase | people",
        "groupBase | groups",
        "userNamingAttribute | ' '",
        "remoteIdAttribute | ''",
        "lockedValue | ''",
        "emptyGroupMember | nobody",
        "trustedCertificates | -----BEGIN CERTIFICATE-----x",
        "trustedCertificates | /does/not/exist.pem"
      })
  void a_setting_that_cannot_work_is_named(String property, String value) {
    Map<String, Object> settings = good();
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(property));
  }

  @ParameterizedTest
  @CsvSource({
    "port, 0",
    "port, 65536",
    "poolSize, 0",
    "poolSize, 1000",
    "connectTimeoutMillis, 1",
    "responseTimeoutMillis, -1"
  })
  void a_number_out_of_bounds_is_named(String property, int value) {
    Map<String, Object> settings = good();
    settings.put(property, value);
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(property)
        .hasMessageContaining(String.valueOf(value));
  }

  @Test
  void an_empty_password_is_refused_because_a_directory_would_take_it_for_anonymous() {
    Map<String, Object> settings = good();
    settings.put("_bindPassword", "");
    assertThatThrownBy(() -> connector(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(".bindPassword");
  }

  @Test
  void no_tls_is_fine_on_the_same_machine_only() {
    for (String host : new String[] {"localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"}) {
      Map<String, Object> settings = good();
      settings.put("host", host);
      settings.put("security", "none");
      connector(settings).close();
    }
  }

  @Test
  void the_password_is_in_no_text() {
    Map<String, Object> settings = good();
    settings.put("_bindPassword", "very-secret");
    LdapSettings read = LdapSettings.of(Configurations.of(LdapConnector.Config.class, settings));
    assertThat(read.toString()).doesNotContain("very-secret");
  }
}

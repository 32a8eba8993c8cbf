package io.tessera.connector.csv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tessera.connector.spi.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSettingsTest {
  @TempDir private Path folder;

  @Test
  void good_settings_need_no_file() {
    new Exchange(folder).with("userFile", "payroll/users.csv").connector().close();
    new Exchange(folder).with("userFile", folder + "/users.csv").connector().close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../users.csv",
        "a/../../users.csv",
        "/etc/passwd",
        ".",
        "a/..",
        "a\u0000b",
        "../../../../../../../../etc/passwd"
      })
  void no_path_leads_out_of_the_folder(String path) {
    refused("userFile", path);
    refused("groupFile", path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "userFile | ''",
        "groupFile | users.csv",
        "userKeyColumn | ' '",
        "delimiter | ''",
        "delimiter | ;;",
        "delimiter | a",
        "delimiter | '\"'",
        "quote | ''",
        "encoding | EBCDIC-ish",
        "encoding | ''",
        "valueSeparator | ''",
        "valueSeparator | 'a\"'"
      })
  void a_setting_that_cannot_work_is_named(String property, String value) {
    String named = property.equals("delimiter") && value.equals("\"") ? "quote" : property;
    assertThatThrownBy(() -> new Exchange(folder).with(property, value).connector())
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(named));
  }

  @ParameterizedTest
  @CsvSource({"maxMegabytes, 0", "maxMegabytes, 513", "timeoutMillis, 1"})
  void a_number_out_of_bounds_is_named(String property, int value) {
    refused(property, value);
  }

  @Test
  void an_entry_that_maps_nothing_is_named() {
    refused("userColumns", new String[] {"mail"});
    refused("userColumns", new String[] {"=x"});
  }

  @Test
  void a_mark_needs_two_values() {
    Exchange same = new Exchange(folder).with("disabledColumn", "off").with("enabledValue", "true");
    assertThatThrownBy(same::connector).isInstanceOf(ConfigurationException.class);
  }

  private void refused(String property, Object value) {
    assertThatThrownBy(() -> new Exchange(folder).with(property, value).connector())
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            refused -> assertThat(refused.property()).isEqualTo(property));
  }
}

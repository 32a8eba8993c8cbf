package io.tessera.connector.csv.internal;

import io.tessera.connector.csv.internal.CsvFile.FileFormat;
import io.tessera.connector.csv.internal.Layout.Mapping;
import io.tessera.connector.csv.internal.Layout.Marker;
import io.tessera.connector.spi.ConfigurationException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration, checked. No file was looked at.
 *
 * @param bound how long an operation may take
 */
record CsvSettings(Layout users, Optional<Layout> groups, FileFormat format, Duration bound) {
  private static final long MEGABYTE = 1024L * 1024L;

  static CsvSettings of(CsvConnector.Config config, Path base) {
    Layout users = users(config, base);
    Optional<Layout> groups = groups(config, base);
    if (groups.filter(g -> g.place().equals(users.place())).isPresent()) {
      throw new ConfigurationException("groupFile", "is the user file; name another.");
    }
    int timeout = between("timeoutMillis", config.timeoutMillis(), 100, 600_000);
    return new CsvSettings(users, groups, format(config), Duration.ofMillis(timeout));
  }

  private static Layout users(CsvConnector.Config config, Path base) {
    return new Layout(
        "user",
        Place.of(base, "userFile", needed("userFile", config.userFile())),
        mappings("userColumns", config.userColumns()),
        needed("userKeyColumn", config.userKeyColumn()),
        orNull(config.userIdColumn()),
        set(config.userMultiValuedColumns()),
        separator(config),
        disabled(config),
        deleted(config.userDeletedColumn(), config),
        null);
  }

  private static Optional<Layout> groups(CsvConnector.Config config, Path base) {
    if (config.groupFile().isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        new Layout(
            "group",
            Place.of(base, "groupFile", config.groupFile().strip()),
            mappings("groupColumns", config.groupColumns()),
            needed("groupKeyColumn", config.groupKeyColumn()),
            orNull(config.groupIdColumn()),
            Set.of(),
            separator(config),
            null,
            deleted(config.groupDeletedColumn(), config),
            needed("groupMembersColumn", config.groupMembersColumn())));
  }

  private static List<Mapping> mappings(String property, String[] written) {
    List<Mapping> mappings = new ArrayList<>();
    for (String each : written) {
      int sign = each.indexOf('=');
      if (sign < 0 && !each.isBlank()) {
        throw new ConfigurationException(property, "has an entry that is not attribute=column.");
      }
      if (sign >= 0) {
        mappings.add(
            new Mapping(
                needed(property, each.substring(0, sign)),
                needed(property, each.substring(sign + 1))));
      }
    }
    return List.copyOf(mappings);
  }

  private static @Nullable Marker disabled(CsvConnector.Config config) {
    return marker(
        "disabledColumn", config.disabledColumn(), config.disabledValue(), config.enabledValue());
  }

  private static @Nullable Marker deleted(String column, CsvConnector.Config config) {
    return marker("deletedValue", column, config.deletedValue(), config.notDeletedValue());
  }

  private static @Nullable Marker marker(String property, String column, String on, String off) {
    if (column.isBlank()) {
      return null;
    }
    if (on.equals(off)) {
      throw new ConfigurationException(property, "has the same value for both; set another.");
    }
    return new Marker(column.strip(), on, off);
  }

  private static FileFormat format(CsvConnector.Config config) {
    char delimiter = sign("delimiter", config.delimiter());
    char quote = sign("quote", config.quote());
    if (delimiter == quote) {
      throw new ConfigurationException("quote", "is the delimiter; choose another sign.");
    }
    if (separator(config).indexOf(quote) >= 0) {
      throw new ConfigurationException("valueSeparator", "holds the quote; choose another.");
    }
    long megabytes = between("maxMegabytes", config.maxMegabytes(), 1, 512);
    return new FileFormat(
        new Dialect(delimiter, quote, config.quoteAll(), config.lastLineEnds()),
        new Encoding(charset(config.encoding())),
        megabytes * MEGABYTE);
  }

  private static String separator(CsvConnector.Config config) {
    if (config.valueSeparator().isEmpty()) {
      throw new ConfigurationException("valueSeparator", "is missing; set it.");
    }
    return config.valueSeparator();
  }

  private static char sign(String property, String written) {
    String sign = written.equalsIgnoreCase("tab") ? "\t" : written;
    if (sign.length() != 1
        || "\r\n\0".contains(sign)
        || Character.isLetterOrDigit(sign.charAt(0))) {
      throw new ConfigurationException(property, "is not one sign, such as , or ; or tab.");
    }
    return sign.charAt(0);
  }

  private static Charset charset(String name) {
    try {
      Charset charset = Charset.forName(name.strip());
      if (charset.canEncode()) {
        return charset;
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      // told below
    }
    throw new ConfigurationException(
        "encoding", "is not known here; write it like UTF-8, ISO-8859-1 or windows-1252.");
  }

  private static int between(String property, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ConfigurationException(
          property, "is " + value + "; allowed are " + least + " to " + most + ".");
    }
    return value;
  }

  private static String needed(String property, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new ConfigurationException(property, "is missing; set it.");
    }
    return value.strip();
  }

  private static @Nullable String orNull(String value) {
    return value.isBlank() ? null : value.strip();
  }

  private static Set<String> set(String[] values) {
    return Arrays.stream(values)
        .map(String::strip)
        .filter(v -> !v.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}

package io.tessera.inbound.soap.internal.wso2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which attribute each claim stands for, as configured. */
final class ClaimTable {
  static final String DIALECT = "http://wso2.org/claims";

  private final Map<String, String> paths = new LinkedHashMap<>();

  /**
   * @param further lines {@code URI=path} that change the standard table; without a path the claim
   *     is taken away
   */
  ClaimTable(List<String> further) {
    standard().forEach(this::take);
    further.stream().filter(line -> !line.isBlank()).forEach(this::take);
  }

  private void take(String line) {
    int sign = line.indexOf('=');
    if (sign <= 0) {
      throw new IllegalArgumentException("The claim '" + line + "' has no '=' and path");
    }
    String uri = line.substring(0, sign).strip();
    String path = line.substring(sign + 1).strip();
    if (path.isEmpty()) {
      paths.remove(uri);
    } else {
      paths.put(uri, path);
    }
  }

  /** Paths by claim URI; one that begins with {@code !} is the opposite of its truth value. */
  Map<String, String> paths() {
    return paths;
  }

  private static List<String> standard() {
    try (InputStream in = ClaimTable.class.getResourceAsStream("claims.txt")) {
      if (in == null) {
        throw new IllegalStateException("claims.txt is not in this bundle");
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

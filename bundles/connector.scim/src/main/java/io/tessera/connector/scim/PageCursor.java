package io.tessera.connector.scim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a listing by index stands.
 *
 * @param start the next resource, counted from 1
 * @param last ids of the last resources that were given, the last one last
 */
record PageCursor(long start, List<String> last) {
  /** As many are asked for again with the next page, to see whether the list has moved. */
  static final int REMEMBERED = 3;

  static final PageCursor FIRST = new PageCursor(1, List.of());

  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})((?:~[\\w-]+){0,3})");

  PageCursor {
    last = List.copyOf(last);
  }

  /** After a page. */
  PageCursor after(long next, List<RemoteId> given) {
    List<String> ids = new ArrayList<>(last);
    given.forEach(id -> ids.add(id.value()));
    return new PageCursor(next, ids.subList(Math.max(0, ids.size() - REMEMBERED), ids.size()));
  }

  /** Reads what {@link #toString} wrote. */
  static PageCursor parse(String text) throws TargetFailure {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw none();
    }
    List<String> ids = new ArrayList<>();
    for (String id : parts.group(2).split("~", -1)) {
      ids.add(decoded(id));
    }
    return new PageCursor(Long.parseLong(parts.group(1)), ids.subList(1, ids.size()));
  }

  private static String decoded(String id) throws TargetFailure {
    try {
      return new String(Base64.getUrlDecoder().decode(id), UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw none();
    }
  }

  private static TargetFailure none() {
    return TargetFailure.of(FailureKind.INVALID, "The cursor is none of this connector's.");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(start);
    for (String id : last) {
      text.append('~')
          .append(Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(UTF_8)));
    }
    return text.toString();
  }
}

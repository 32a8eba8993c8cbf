package io.tessera.connector.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches the rest of attributes that a directory tells in parts: {@code member;range=0-1499}
 * (MS-ADTS 3.1.1.3.1.3.3, range retrieval). Elsewhere there are none.
 */
final class Ranges {
  private static final Pattern RANGE = Pattern.compile("(?i)(.+);range=(\\d+)-(\\d+|\\*)");

  private final Directory directory;

  Ranges(Directory directory) {
    this.directory = directory;
  }

  /**
   * The same entry with all values under the plain names.
   *
   * @param without folded names of attributes that are not wanted
   */
  Entry complete(SearchResultEntry entry, Set<String> without)
      throws TargetFailure, InterruptedException {
    if (entry.getAttributes().stream().noneMatch(a -> part(a).isPresent())) {
      return entry;
    }
    Entry whole = new Entry(entry.getDN());
    for (Attribute attribute : entry.getAttributes()) {
      if (without.contains(Codec.fold(attribute.getBaseName()))) {
        continue;
      }
      Optional<Part> part = part(attribute);
      if (part.isEmpty()) {
        whole.addAttribute(attribute);
      } else {
        whole.setAttribute(
            new Attribute(part.get().name(), rest(entry.getDN(), attribute, part.get())));
      }
    }
    return whole;
  }

  /** Which values an attribute tells; none: all it has. */
  private record Part(String name, int last, boolean isEnd) {}

  private static Optional<Part> part(Attribute attribute) {
    Matcher range = RANGE.matcher(attribute.getName());
    if (!range.matches()) {
      return Optional.empty();
    }
    boolean end = range.group(3).equals("*");
    return Optional.of(new Part(range.group(1), end ? 0 : Integer.parseInt(range.group(3)), end));
  }

  private List<String> rest(String dn, Attribute first, Part firstPart)
      throws TargetFailure, InterruptedException {
    List<String> values = new ArrayList<>(Arrays.asList(first.getValues()));
    Part part = firstPart;
    while (!part.isEnd()) {
      String wanted = part.name() + ";range=" + (part.last() + 1) + "-*";
      Entry more = directory.ask("read the rest of " + part.name(), c -> c.getEntry(dn, wanted));
      Optional<Attribute> next =
          more == null
              ? Optional.empty()
              : more.getAttributes().stream().filter(a -> part(a).isPresent()).findFirst();
      if (next.isEmpty()) {
        break;
      }
      values.addAll(Arrays.asList(next.get().getValues()));
      part = part(next.get()).orElse(new Part(part.name(), 0, true));
    }
    return values;
  }
}

package io.tessera.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a directory was told, in order. Tests number the states of each user in its title and begin
 * new names of a user with the old one and a dash.
 */
final class Chronicle {
  private static final Pattern UID = Pattern.compile("^dn: uid=([^,]+),", Pattern.MULTILINE);
  private static final Pattern TITLE = Pattern.compile("^title: ([0-9]+)$", Pattern.MULTILINE);

  private final List<String> createdMoreThanOnce = new ArrayList<>();
  private final List<String> writtenOutOfOrder = new ArrayList<>();

  private Chronicle() {}

  static Chronicle of(List<String> changes) {
    Chronicle chronicle = new Chronicle();
    Map<String, Integer> creations = new HashMap<>();
    Map<String, Integer> states = new HashMap<>();
    for (String change : changes) {
      Matcher uid = UID.matcher(change);
      if (!uid.find()) {
        continue;
      }
      String user = uid.group(1).split("-", 2)[0];
      if (change.contains("changetype: add") && creations.merge(user, 1, Integer::sum) > 1) {
        chronicle.createdMoreThanOnce.add(user);
      }
      Matcher title = TITLE.matcher(change);
      if (title.find()) {
        int state = Integer.parseInt(title.group(1));
        if (state < states.getOrDefault(user, 0)) {
          chronicle.writtenOutOfOrder.add(user + ": " + state + " after " + states.get(user));
        }
        states.put(user, state);
      }
    }
    return chronicle;
  }

  List<String> createdMoreThanOnce() {
    return List.copyOf(createdMoreThanOnce);
  }

  /** Users whose older state came after a newer one. */
  List<String> writtenOutOfOrder() {
    return List.copyOf(writtenOutOfOrder);
  }
}

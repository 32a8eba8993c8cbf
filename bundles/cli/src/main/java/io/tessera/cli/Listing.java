package io.tessera.cli;

import io.tessera.model.Attributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A list of the API that may be long: a part of it unless all is asked for. */
final class Listing {
  static final Option LIMIT = Option.valued("--limit", "N", "how many at most, 1 to 500; 100");
  static final Option ALL = Option.flag("--all", "all of them");

  private final String path;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private Listing(String path) {
    this.path = path;
  }

  static Listing of(String path) {
    return new Listing(path);
  }

  /** Whatever is said by these options; {@code --user-store} becomes {@code userStore}. */
  Listing narrowed(Arguments arguments, String... options) throws CommandException {
    for (String option : options) {
      arguments.value(option).ifPresent(value -> with(parameter(option), value));
    }
    return this;
  }

  Listing with(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  void print(Call call, String... columns)
      throws CommandException, IOException, InterruptedException {
    call.arguments().value(LIMIT.name()).ifPresent(limit -> parameters.put("limit", limit));
    String query = query();
    if (call.arguments().has(ALL.name())) {
      call.output().list(call.api().all(query), columns);
      return;
    }
    Attributes page = page(call.api(), query);
    call.output().list(Api.items(page), columns);
    if (page.text("next").isPresent()) {
      call.output().note("There are more: --all, or --limit N.");
    }
  }

  private String query() {
    List<String> pairs = new ArrayList<>();
    parameters.forEach((name, value) -> pairs.add(name + "=" + Api.escape(value)));
    return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
  }

  /** The first page that is not empty: the server looks at a bounded part of much at once. */
  private static Attributes page(Api api, String path)
      throws CommandException, InterruptedException {
    Attributes page = api.get(path);
    while (Api.items(page).isEmpty() && page.text("next").isPresent()) {
      String cursor = Api.escape(page.text("next").orElse(""));
      page = api.get(path + (path.contains("?") ? "&" : "?") + "cursor=" + cursor);
    }
    return page;
  }

  private static String parameter(String option) {
    StringBuilder name = new StringBuilder();
    for (String word : option.substring(2).split("-", -1)) {
      name.append(
          name.length() == 0
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}

package io.tessera.provisioning.internal.passthrough;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Completion.Finished;
import io.tessera.store.spi.Completion.Next;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes what may not be kept out of what is noted of a delivery: attribute names remain. */
final class Discretion {
  private static final String INSTEAD = "(not kept)";
  private static final Value NOT_KEPT = Value.text(INSTEAD);

  /** Where a note has who joins and leaves a group. */
  private static final List<String> MEMBERS = List.of("add", "remove");

  /** Shorter ones are in too many words to be told apart. */
  private static final int SHORTEST = 3;

  private final @Nullable Pattern values;

  Discretion(Collection<String> values) {
    String any =
        values.stream()
            .filter(value -> value.length() >= SHORTEST)
            .filter(value -> !value.equals("true") && !value.equals("false"))
            .sorted(Comparator.comparing(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    this.values =
        any.isEmpty()
            ? null
            : Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  Completion of(Completion completion) {
    return new Completion(
        completion.key(),
        completion.epoch(),
        completion.finished().stream()
            .map(f -> new Finished(f.operation(), f.end(), without(f.detail())))
            .toList(),
        of(completion.next()),
        completion.link(),
        completion.attempts().stream().map(this::of).toList());
  }

  private Next of(Next next) {
    if (next instanceof Next.Retry retry) {
      return new Next.Retry(
          retry.delay(), retry.attempts(), retry.failure(), without(retry.detail()));
    } else if (next instanceof Next.Hold hold) {
      return new Next.Hold(hold.attempts(), hold.failure(), without(hold.detail()));
    } else if (next instanceof Next.Await await) {
      return new Next.Await(
          await.awaited(), await.checkAfter(), await.attempts(), without(await.detail()));
    }
    return next;
  }

  private Attempt of(Attempt attempt) {
    return new Attempt(
        attempt.operation(),
        attempt.number(),
        attempt.started(),
        attempt.took(),
        attempt.node(),
        attempt.connector(),
        attempt.action(),
        attempt.result(),
        without(attempt.detail()),
        request(attempt.request()),
        names(attempt.answer()));
  }

  /** The remote id is that of the account link; it may stay. */
  private static @Nullable Attributes request(@Nullable Attributes request) {
    if (request == null) {
      return null;
    }
    Attributes kept = request;
    for (String members : MEMBERS) {
      kept = kept.get(members).isEmpty() ? kept : kept.with(members, NOT_KEPT);
    }
    if (kept.get("attributes").isEmpty()) {
      return kept;
    }
    Attributes.Builder names = Attributes.builder();
    kept.complex("attributes").names().forEach(name -> names.put(name, NOT_KEPT));
    return kept.with("attributes", Value.complex(names.build()));
  }

  private static @Nullable Attributes names(@Nullable Attributes answer) {
    if (answer == null) {
      return null;
    }
    Attributes.Builder names = Attributes.builder();
    answer.names().forEach(name -> names.put(name, NOT_KEPT));
    return names.build();
  }

  private String without(String detail) {
    return values == null
        ? detail
        : values.matcher(detail).replaceAll(Matcher.quoteReplacement(INSTEAD));
  }
}

package io.tessera.connector.csv.internal;

import io.tessera.connector.csv.internal.Layout.Marker;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one of the files as accounts or groups. Each operation looks at everything that may
 * be wrong before it changes anything: the operations of others are saved along with it.
 */
final class Accounts {
  /** Begins a cursor; an id follows. */
  static final String CURSOR = "after:";

  private static final int LARGEST_PAGE = 1_000;

  private final Layout layout;
  private final Cells cells;
  private final @Nullable Members members;
  private final Supplier<String> ids;

  /**
   * @param members how groups keep theirs; null without groups
   * @param ids of new lines
   */
  Accounts(Layout layout, Cells cells, @Nullable Members members, Supplier<String> ids) {
    this.layout = layout;
    this.cells = cells;
    this.members = members;
    this.ids = ids;
  }

  Outcome apply(Operation operation, Books.Opened books) throws TargetFailure {
    Sheet sheet = books.of(operation.type());
    sheet.identify(ids);
    return switch (operation.action()) {
      case CREATE -> create(operation, sheet, books);
      case UPDATE -> update(operation, sheet, books);
      case DELETE -> delete(operation.existing(), sheet, books);
    };
  }

  private Outcome create(Operation operation, Sheet sheet, Books.Opened books)
      throws TargetFailure {
    Map<Integer, String> wanted = cells.of(sheet.header(), operation.attributes());
    String key = key(wanted, sheet).filter(k -> !k.isEmpty()).orElseThrow(this::withoutKey);
    if (sheet.withKey(key).isPresent()) {
      throw TargetFailure.of(
          FailureKind.CONFLICT, "There is a " + layout.label() + " of this key.");
    }
    Optional<Marker> marker = marker(operation);
    Optional<String> list = members("", operation, books);
    Line line = sheet.add(wanted, ids);
    // A new account can be used unless something else was said.
    Optional.ofNullable(layout.disabled()).ifPresent(m -> sheet.set(line, m.column(), m.off()));
    finish(sheet, line, operation, marker, list);
    return Outcome.applied(new RemoteId(sheet.idOf(line)));
  }

  private Outcome update(Operation operation, Sheet sheet, Books.Opened books)
      throws TargetFailure {
    Line line =
        sheet
            .withId(operation.existing().value())
            .orElseThrow(
                () ->
                    TargetFailure.of(
                        FailureKind.GONE, "The " + layout.label() + " is not in the file."));
    Map<Integer, String> wanted = cells.of(sheet.header(), operation.attributes());
    Optional<Marker> marker = marker(operation);
    Optional<String> list = members(cellOf(sheet, line), operation, books);
    rename(line, key(wanted, sheet), sheet, books);
    wanted.forEach((place, value) -> sheet.set(line, place, value));
    finish(sheet, line, operation, marker, list);
    return Outcome.applied(operation.existing());
  }

  private Outcome delete(RemoteId id, Sheet sheet, Books.Opened books) {
    Optional<Line> line = sheet.withId(id.value());
    if (line.isPresent()) {
      if (layout.members() == null && members != null) {
        books.groups().ifPresent(groups -> members.remove(groups, sheet.keyOf(line.get())));
      }
      sheet.delete(line.get());
    }
    return Outcome.applied(id);
  }

  /** Gives the line its new key in the groups; looks first whether it may have it. */
  private void rename(Line line, Optional<String> wanted, Sheet sheet, Books.Opened books)
      throws TargetFailure {
    String before = sheet.keyOf(line);
    if (wanted.isEmpty() || wanted.get().equals(before)) {
      return;
    }
    String after = wanted.get();
    if (after.isEmpty()) {
      throw withoutKey();
    }
    if (layout.id() == null) {
      throw refused("The key is the id and cannot change; set a column for ids");
    }
    if (sheet.withKey(after).isPresent()) {
      throw refused("The new key is that of another " + layout.label());
    }
    Optional<Sheet> groups = books.groups();
    if (layout.members() == null && members != null && groups.isPresent()) {
      members.rename(groups.get(), before, after);
    }
  }

  private Optional<String> key(Map<Integer, String> wanted, Sheet sheet) throws TargetFailure {
    return Optional.ofNullable(wanted.get(sheet.header().needed(layout.key())));
  }

  private TargetFailure withoutKey() {
    return refused("There is no value for the column " + layout.key());
  }

  private static TargetFailure refused(String why) {
    return TargetFailure.of(FailureKind.INVALID, why + ".");
  }

  /** The column to set for the activity asked for. */
  private Optional<Marker> marker(Operation operation) throws TargetFailure {
    Optional<Activity> activity = operation.activityIfAny();
    if (layout.disabled() == null && activity.filter(Activity.DISABLED::equals).isPresent()) {
      throw refused(
          "Accounts cannot be disabled here; set a column for it, or do not disable accounts");
    }
    return activity.flatMap(a -> Optional.ofNullable(layout.disabled()));
  }

  private String cellOf(Sheet sheet, Line line) {
    return layout.members() == null ? "" : sheet.get(line, layout.members());
  }

  /** The list of members to set, where it is to change. */
  private Optional<String> members(String cell, Operation operation, Books.Opened books)
      throws TargetFailure {
    if (operation.members().isEmpty() || layout.members() == null || members == null) {
      return Optional.empty();
    }
    books.users().identify(ids);
    return Optional.of(members.changed(cell, operation.members(), books.users()));
  }

  private void finish(
      Sheet sheet, Line line, Operation operation, Optional<Marker> marker, Optional<String> list) {
    boolean disable = operation.activity() == Activity.DISABLED;
    marker.ifPresent(m -> sheet.set(line, m.column(), disable ? m.on() : m.off()));
    list.ifPresent(
        l -> Optional.ofNullable(layout.members()).ifPresent(c -> sheet.set(line, c, l)));
  }

  Reading read(Lookup lookup, Books.Opened books) throws TargetFailure {
    Sheet sheet = books.of(lookup.type());
    sheet.identify(ids);
    Optional<Line> line =
        lookup.remoteIdIfKnown().isPresent()
            ? sheet.withId(lookup.remoteIdIfKnown().get().value())
            : sheet.withKey(keyIn(lookup.attributes()));
    if (line.isEmpty()) {
      return new Reading.Absent();
    }
    return new Reading.Found(
        new RemoteId(sheet.idOf(line.get())), cells.in(line.get(), sheet.header()));
  }

  /**
   * A page of lines in the order of their ids, from the last id of the page before on: lines may
   * come and go in the file between pages.
   *
   * @param after that id; null for the first page
   */
  Listing.Page list(Search search, @Nullable String after, Books.Opened books)
      throws TargetFailure {
    Sheet sheet = books.of(search.type());
    sheet.identify(ids);
    int most = Math.min(search.most(), LARGEST_PAGE);
    Comparator<Line> byId = Comparator.comparing(sheet::idOf);
    PriorityQueue<Line> least = new PriorityQueue<>(byId.reversed());
    for (Line line : (Iterable<Line>) sheet.live()::iterator) {
      if (after == null || sheet.idOf(line).compareTo(after) > 0) {
        least.add(line);
        if (least.size() > most + 1) {
          least.remove();
        }
      }
    }
    List<Line> page = least.stream().sorted(byId).limit(most).toList();
    boolean more = least.size() > most;
    return new Listing.Page(
        page.stream().map(line -> account(sheet, line)).toList(),
        more ? CURSOR + sheet.idOf(page.get(most - 1)) : null);
  }

  private Account account(Sheet sheet, Line line) {
    return new Account(
        new RemoteId(sheet.idOf(line)),
        cells.in(line, sheet.header()),
        Optional.ofNullable(layout.disabled())
            .map(m -> activity(sheet.get(line, m.column()), m))
            .orElse(null),
        null);
  }

  private static Activity activity(String cell, Marker marker) {
    return cell.equals(marker.on()) ? Activity.DISABLED : Activity.ENABLED;
  }

  private String keyIn(TargetAttributes attributes) throws TargetFailure {
    return attributes.names().stream()
        .filter(a -> Header.fold(layout.columnOf(a)).equals(Header.fold(layout.key())))
        .findFirst()
        .flatMap(attributes::first)
        .orElseThrow(this::withoutKey);
  }
}

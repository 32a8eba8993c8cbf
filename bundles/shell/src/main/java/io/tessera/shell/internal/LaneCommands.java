package io.tessera.shell.internal;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.OperationView.State;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.TargetStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What waits in which lane, and for what. */
@Component(
    service = LaneCommands.class,
    property = {"osgi.command.scope=tessera", "osgi.command.function=lanes"})
public final class LaneCommands {
  private static final Set<State> OPEN =
      Set.of(State.WAITING, State.PENDING, State.DEAD, State.HELD);
  private static final int PAGE = 500;
  private static final int MOST_PAGES = 10;
  private static final int MOST_SHOWN = 40;

  private final Connections connections;
  private final Deliveries deliveries;
  private final TargetNames names;
  private final Ages ages;

  @Activate
  public LaneCommands(
      @Reference(name = "connections") Connections connections,
      @Reference(name = "deliveries") Deliveries deliveries) {
    this(connections, deliveries, Clock.systemUTC());
  }

  LaneCommands(Connections connections, Deliveries deliveries, Clock clock) {
    this.connections = connections;
    this.deliveries = deliveries;
    this.names = new TargetNames(connections);
    this.ages = new Ages(clock);
  }

  @Descriptor("lanes with something in them, the longest wait first: depth, age, what blocks")
  public String lanes() {
    return lanes(Set.of());
  }

  @Descriptor("the same for one target")
  public String lanes(@Descriptor("name of the target") String target) {
    return lanes(Set.of(names.get(Operator.caller(), target).id()));
  }

  private String lanes(Set<UUID> targets) {
    Caller caller = Operator.caller();
    List<OperationView> open = new ArrayList<>();
    boolean all = read(caller, targets, open);
    Collection<OpenLane> lanes = OpenLane.of(open);
    if (lanes.isEmpty()) {
      return "Nothing waits.";
    }
    Map<UUID, TargetStatus> statuses = connections.statuses(caller);
    Table table = new Table("TARGET", "WHO", "DEPTH", "OLDEST", "OPERATION", "BLOCKED BY");
    lanes.stream()
        .limit(MOST_SHOWN)
        .forEach(
            lane ->
                table.add(
                    lane.head().targetName(),
                    lane.head().resourceNameIfKnown().orElse(lane.head().resource().toString()),
                    lane.depth(),
                    ages.of(lane.head().created()),
                    lane.head().id(),
                    blockedBy(lane.head(), statuses.get(lane.head().target()))));
    return table + rest(lanes.size() - MOST_SHOWN) + (all ? "" : unread(open.size()));
  }

  private static String rest(int more) {
    return more > 0 ? "\nand %,d lanes more".formatted(more) : "";
  }

  private static String unread(int read) {
    return "\nThis is of the newest %,d operations; there are older ones.".formatted(read);
  }

  /** Whether these are all there are. */
  private boolean read(Caller caller, Set<UUID> targets, List<OperationView> operations) {
    Deliveries.Search search = new Deliveries.Search(targets, Set.of(), OPEN, null, null, null);
    String cursor = null;
    for (int page = 0; page < MOST_PAGES; page++) {
      Slice<OperationView> slice = deliveries.search(caller, search, cursor, PAGE);
      operations.addAll(slice.items());
      cursor = slice.next();
      if (cursor == null) {
        return true;
      }
    }
    return false;
  }

  private String blockedBy(OperationView head, @Nullable TargetStatus status) {
    if (head.state() == State.WAITING
        && status != null
        && status.state() != TargetStatus.State.ACTIVE) {
      return ("target " + status.state() + ": " + status.detail()).strip();
    }
    String failure = head.failureIfAny().map(kind -> kind + ": " + head.detail()).orElse("");
    return switch (head.state()) {
      case WAITING -> failure.isEmpty() ? "its turn" : nextTry(head) + failure;
      case PENDING -> "the target, which has it";
      case HELD -> "a person, who has to allow it";
      default -> "a person: " + failure;
    };
  }

  private String nextTry(OperationView head) {
    return head.dueIfWaiting().map(due -> "next try in " + ages.of(due) + ", ").orElse("");
  }
}

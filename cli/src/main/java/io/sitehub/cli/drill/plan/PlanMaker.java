package io.sitehub.cli.drill.plan;

import io.sitehub.cli.drill.fault.FaultKind;
import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.plan.Target.Found;
import io.sitehub.cli.drill.plan.Target.Named;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes plans from seeds: equal seeds, equal plans on equal sites. Only what this site's ground
 * makes possible is planned.
 */
public final class PlanMaker {
  private static final Duration FIRST = Duration.ofSeconds(3);

  private final SiteLayout layout;
  private final Ground ground;

  /** Plans for a site on this ground. */
  public PlanMaker(SiteLayout layout, Ground ground) {
    this.layout = layout;
    this.ground = ground;
  }

  /**
   * Each kind of fault once, and those that matter most against each role they concern, shuffled.
   *
   * @param every from one to the next
   */
  public FaultPlan eachOnce(long seed, Duration every) {
    Random random = new Random(seed);
    List<PlannedFault> faults = each(random);
    Collections.shuffle(faults, random);
    return spread(seed, faults, every);
  }

  /**
   * Chosen faults, each so many times: shuffled round by round, so that a fault does not always
   * follow the same one.
   *
   * @param choices of one that names no role, whatever {@link #eachOnce} has of its kind; all of
   *     that when there are none
   * @param every from one to the next
   * @throws IllegalArgumentException saying which choice cannot be done to this site, and why
   */
  public FaultPlan chosen(long seed, List<FaultChoice> choices, int times, Duration every) {
    Random random = new Random(seed);
    List<PlannedFault> faults = new ArrayList<>();
    for (int round = 1; round <= times; round++) {
      List<PlannedFault> each = each(random);
      List<PlannedFault> wanted = choices.isEmpty() ? each : new ArrayList<>();
      for (FaultChoice choice : choices) {
        wanted.addAll(of(choice, each, random));
      }
      Collections.shuffle(wanted, random);
      faults.addAll(wanted);
    }
    return spread(seed, faults, every);
  }

  private List<PlannedFault> of(FaultChoice choice, List<PlannedFault> each, Random random) {
    FaultKind kind = choice.kind();
    kind.lacks(ground)
        .ifPresent(why -> {
          throw new IllegalArgumentException(choice.text() + " cannot be done here: " + why);
        });
    if (choice.role().isEmpty()) {
      return each.stream().filter(fault -> fault.kind() == kind).toList();
    }
    List<PlannedFault> one = new ArrayList<>();
    add(one, kind, whoMatters(kind, choice.role().get(), random));
    if (!isPossible(one.getFirst())) {
      throw new IllegalArgumentException(
          choice.text()
              + " cannot be done here: it needs a disk of its own for every such process");
    }
    return one;
  }

  private Target whoMatters(FaultKind kind, Role role, Random random) {
    return switch (role) {
      case BROKER -> kind == FaultKind.FREEZE ? Found.ACTIVE_CONTROLLER : Found.LEADER_OF_MOST;
      case PROCESSOR -> Found.ACTIVE_FOR_MOST;
      case REGISTRY, GATEWAY, KPI_SERVICE, ERP_DATABASE, CONNECT_WORKER -> oneOf(role, random);
    };
  }

  /**
   * Refuses a plan that was made elsewhere and does not fit.
   *
   * @throws IllegalArgumentException saying which line cannot be done to this site, and why
   */
  public FaultPlan fitting(FaultPlan plan) {
    for (PlannedFault fault : plan.faults()) {
      if (!isPossible(fault)) {
        throw new IllegalArgumentException(
            "'%s' cannot be done here: %s"
                .formatted(
                    fault.text(),
                    fault
                        .kind()
                        .lacks(ground)
                        .orElse("the site has no such target for this kind of fault")));
      }
    }
    return plan;
  }

  /**
   * Any faults that are possible against anything.
   *
   * @param length how long from the first to the last
   * @param every from one to the next
   */
  public FaultPlan random(long seed, Duration length, Duration every) {
    Random random = new Random(seed);
    List<PlannedFault> faults = new ArrayList<>();
    long count = Math.max(1, length.dividedBy(every));
    while (faults.size() < count) {
      FaultKind kind = FaultKind.values()[random.nextInt(FaultKind.values().length)];
      Target target =
          kind.concernsTerminals()
              ? Found.TERMINAL
              : target(layout.instances().get(random.nextInt(layout.instances().size())), random);
      PlannedFault fault = new PlannedFault(Duration.ZERO, kind, target, lasts(kind, random));
      if (isPossible(fault)) {
        faults.add(fault);
      }
    }
    return spread(seed, faults, every);
  }

  private List<PlannedFault> each(Random random) {
    List<PlannedFault> faults = new ArrayList<>();
    add(faults, FaultKind.KILL, Found.LEADER_OF_MOST);
    add(faults, FaultKind.KILL, Found.ACTIVE_FOR_MOST);
    add(faults, FaultKind.KILL, oneOf(Role.GATEWAY, random));
    add(faults, FaultKind.KILL, oneOf(Role.KPI_SERVICE, random));
    add(faults, FaultKind.KILL, oneOf(Role.REGISTRY, random));
    add(faults, FaultKind.FREEZE, Found.ACTIVE_CONTROLLER);
    add(faults, FaultKind.FREEZE, Found.ACTIVE_FOR_MOST);
    add(faults, FaultKind.TERMINATE, oneOf(Role.PROCESSOR, random));
    add(faults, FaultKind.KILL_BEFORE_ANSWER, oneOf(Role.GATEWAY, random));
    add(faults, FaultKind.CLOCK_JUMP, Found.TERMINAL);
    add(faults, FaultKind.CUT_OFF, Found.LEADER_OF_MOST);
    add(faults, FaultKind.CUT_SENDING, oneOf(Role.BROKER, random));
    add(faults, FaultKind.CUT_RECEIVING, oneOf(Role.PROCESSOR, random));
    add(faults, FaultKind.SLOW_LINK, oneOf(Role.BROKER, random));
    for (FaultKind kind : List.of(FaultKind.FULL_DISK, FaultKind.SLOW_DISK)) {
      List<Instance> candidates =
          layout.instances().stream().filter(each -> kind.isPossible(each, ground)).toList();
      if (!candidates.isEmpty()) {
        add(faults, kind, oneOf(candidates, random));
      }
    }
    faults.removeIf(fault -> !isPossible(fault));
    return faults;
  }

  /** Now and then not that very process, but the one that does the work of its role. */
  private static Target target(Instance instance, Random random) {
    return switch (instance.role()) {
      case BROKER ->
          switch (random.nextInt(4)) {
            case 0 -> Found.LEADER_OF_MOST;
            case 1 -> Found.ACTIVE_CONTROLLER;
            default -> new Named(instance.name());
          };
      case PROCESSOR -> random.nextBoolean() ? Found.ACTIVE_FOR_MOST : new Named(instance.name());
      default -> new Named(instance.name());
    };
  }

  private boolean isPossible(PlannedFault fault) {
    if (fault.kind().concernsTerminals()) {
      return fault.target() == Found.TERMINAL;
    }
    // Whoever is found must be a possible target, so all that may be found have to be.
    return switch (fault.target()) {
      case Named(String name) ->
          layout.named(name).filter(each -> fault.kind().isPossible(each, ground)).isPresent();
      case Found.LEADER_OF_MOST, Found.ACTIVE_CONTROLLER -> all(fault.kind(), Role.BROKER);
      case Found.ACTIVE_FOR_MOST -> all(fault.kind(), Role.PROCESSOR);
      case Found.TERMINAL -> false;
    };
  }

  private boolean all(FaultKind kind, Role role) {
    return layout.of(role).stream().allMatch(each -> kind.isPossible(each, ground));
  }

  private Target oneOf(Role role, Random random) {
    return oneOf(layout.of(role), random);
  }

  private static Target oneOf(List<Instance> candidates, Random random) {
    return new Named(candidates.get(random.nextInt(candidates.size())).name());
  }

  private static void add(List<PlannedFault> faults, FaultKind kind, Target target) {
    faults.add(
        new PlannedFault(Duration.ZERO, kind, target, Duration.ofSeconds(kind.usualSeconds())));
  }

  /** From half to one and a half times the usual, in tenths of a second. */
  private static Duration lasts(FaultKind kind, Random random) {
    int tenths = kind.usualSeconds() * 10;
    return Duration.ofMillis(tenths == 0 ? 0 : 100L * (tenths / 2 + random.nextInt(tenths + 1)));
  }

  private static FaultPlan spread(long seed, List<PlannedFault> faults, Duration every) {
    List<PlannedFault> timed = new ArrayList<>();
    Duration at = FIRST;
    for (PlannedFault fault : faults) {
      timed.add(new PlannedFault(at, fault.kind(), fault.target(), fault.lasts()));
      at = at.plus(every);
    }
    return new FaultPlan(seed, timed);
  }
}

package io.sitehub.kpis.route;

/** The newest view of who holds which partition, and where failures are reported to. */
public interface Routing {

  /** The newest view. */
  RoutingTable table();

  /** A processor did not answer: ask it last until it has answered again, and look around soon. */
  void failed(Processor processor);

  /** The view seems out of date: look around soon. Cheap; many calls make one look. */
  void refreshSoon();
}

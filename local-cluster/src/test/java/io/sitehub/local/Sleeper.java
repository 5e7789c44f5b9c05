package io.sitehub.local;

/** A program that says hello and waits to be stopped. */
final class Sleeper {
  private Sleeper() {}

  /** Runs until it is told to stop. */
  public static void main(String[] args) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("stopped in good order")));
    System.out.println("hello from " + System.getenv("WHO"));
    Thread.currentThread().join();
  }
}

/*
 * Runs a command again and again and prints the wall time and the peak resident set of each run, whole process:
 * "- WORK NANOSECONDS" and "- WORK-rss KIBIBYTES".
 *
 *   measure WORK RUNS COMMAND ARGUMENT…
 *
 * What the command prints goes to /dev/null. Compile: cc -O2 -Wall -Wextra -o measure measure.c
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

int main(int count, char **arguments) {
    if (count < 4) {
        fprintf(stderr, "usage: measure WORK RUNS COMMAND ARGUMENT...\n");
        return 2;
    }
    for (int run = atoi(arguments[2]); run > 0; run--) {
        struct rusage usage;
        int status;
        int64_t start = now();
        pid_t child = vfork();
        if (child == 0) {
            dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
            execvp(arguments[3], arguments + 3);
            _exit(127);
        }
        if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
            fprintf(stderr, "measure: %s failed\n", arguments[3]);
            return 1;
        }
        printf("- %s %lld\n- %s-rss %ld\n", arguments[1], (long long)(now() - start), arguments[1], usage.ru_maxrss);
        fflush(stdout);
    }
    return 0;
}

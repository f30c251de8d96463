// The work of scripts/bench-netlink by vishvananda/netlink (Debian: golang-go, golang-github-vishvananda-netlink-dev);
// see floor.c for what it is.
//
//	vishvananda work ROUTES REPLACES EVENTS
//	vishvananda first ROUTES
//	vishvananda storm EVENTS
//	vishvananda list
package main

import (
	"encoding/binary"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

const (
	firstRoute     = 0x0a000000
	firstEvent     = 0x0a800000
	table          = 1000
	tableOfDefault = 1001
	tableOfEvents  = 1002
	legs           = 4
)

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func now() int64 {
	var at unix.Timespec
	must(unix.ClockGettime(unix.CLOCK_MONOTONIC, &at))
	return at.Nano()
}

func address(number uint32) net.IP {
	ip := make(net.IP, 4)
	binary.BigEndian.PutUint32(ip, number)
	return ip
}

func route(i int, device int) *netlink.Route {
	return &netlink.Route{
		LinkIndex: device,
		Dst:       &net.IPNet{IP: address(firstRoute + uint32(i)), Mask: net.CIDRMask(32, 32)},
		Gw:        net.IPv4(192, 0, 2, 2),
		Table:     table,
	}
}

func report(work string, start int64) {
	fmt.Println("-", work, now()-start)
}

func reportDistribution(work string, total int64, times []int64, more ...int64) {
	sort.Slice(times, func(a, b int) bool { return times[a] < times[b] })
	last := len(times) - 1
	fmt.Print("- ", work, " ", total, " ", times[last/2], " ", times[(len(times)*99+99)/100-1], " ", times[last])
	for _, number := range more {
		fmt.Print(" ", number)
	}
	fmt.Println()
}

func routes(count int, device int) {
	start := now()
	for i := 0; i < count; i++ {
		must(netlink.RouteAdd(route(i, device)))
	}
	report("add", start)
	for i := 0; i < 3; i++ {
		start = now()
		found, err := netlink.RouteListFiltered(netlink.FAMILY_V4, &netlink.Route{Table: table}, netlink.RT_FILTER_TABLE)
		must(err)
		report("dump", start)
		if len(found) != count {
			log.Fatal(len(found), " routes")
		}
	}
	start = now()
	for i := 0; i < count; i++ {
		must(netlink.RouteDel(route(i, device)))
	}
	report("delete", start)
}

func first(count int, device int) {
	start := now()
	for i := 0; i < count; i++ {
		must(netlink.RouteAdd(route(i, device)))
	}
	report("first", start)
}

func replace(count int, device int) {
	_, all, _ := net.ParseCIDR("0.0.0.0/0")
	hops := make([]*netlink.NexthopInfo, legs)
	for i := range hops {
		hops[i] = &netlink.NexthopInfo{LinkIndex: device, Gw: net.IPv4(192, 0, 2, byte(2+i)), Hops: i}
	}
	times := make([]int64, count)
	start := now()
	for i := range times {
		begin := now()
		must(netlink.RouteReplace(&netlink.Route{Dst: all, Table: tableOfDefault, MultiPath: hops}))
		times[i] = now() - begin
	}
	reportDistribution("replace", now()-start, times)
}

// subscribed sends all route changes, and an error that ends the subscription into failed.
func subscribed(done chan struct{}, failed *error) chan netlink.RouteUpdate {
	updates := make(chan netlink.RouteUpdate, 16)
	report := func(err error) { *failed = err }
	must(netlink.RouteSubscribeWithOptions(updates, done, netlink.RouteSubscribeOptions{ErrorCallback: report}))
	return updates
}

// The other process that makes the changes.
func trigger(how string, count int) (*exec.Cmd, *strings.Builder) {
	command := exec.Command(os.Getenv("BENCH_TRIGGER"), how, strconv.Itoa(count))
	var output strings.Builder
	command.Stdout = &output
	must(command.Start())
	return command, &output
}

// note says whether the update is one of the changes, and when it was heard.
func note(update netlink.RouteUpdate, heard []int64) bool {
	if update.Type != unix.RTM_NEWROUTE || update.Route.Table != tableOfEvents {
		return false
	}
	heard[binary.BigEndian.Uint32(update.Route.Dst.IP.To4())-firstEvent] = now()
	return true
}

// delays waits for the trigger and returns how late each change was that was heard.
func delays(command *exec.Cmd, output *strings.Builder, heard []int64) (int64, []int64) {
	must(command.Wait())
	var total int64
	var times []int64
	for i, line := range strings.Split(strings.TrimSpace(output.String()), "\n") {
		sent, err := strconv.ParseInt(strings.Fields(line)[0], 10, 64)
		must(err)
		if heard[i] != 0 {
			times = append(times, heard[i]-sent)
			total += heard[i] - sent
		}
	}
	return total, times
}

func hear(count int) {
	var failed error
	updates := subscribed(make(chan struct{}), &failed)
	command, output := trigger("trigger", count)
	heard := make([]int64, count)
	for left := count; left > 0; {
		if note(<-updates, heard) {
			left--
		}
	}
	go func() {
		for range updates { // the deletions
		}
	}()
	total, times := delays(command, output, heard)
	reportDistribution("event", total, times)
}

// storm hears a burst. The library leaves the receive buffer as it is and ends the subscription at the first overrun.
func storm(count int) {
	var failed error
	done := make(chan struct{})
	updates := subscribed(done, &failed)
	command, output := trigger("burst", count)
	heard := make([]int64, count)
	left, told := count, 0
	for end := time.After(30 * time.Second); left > 0 && told == 0; {
		select {
		case update, open := <-updates:
			if !open {
				told = 1
			} else if note(update, heard) {
				left--
				if left == count-1 || left%1000 == 0 {
					end = time.After(time.Second)
				}
			}
		case <-end:
			told = -1
		}
	}
	close(done)
	go func() {
		for range updates { // the deletions
		}
	}()
	total, times := delays(command, output, heard)
	if told < 0 {
		told = 0
	}
	reportDistribution("storm-small", total, times, int64(left), int64(told))
}

func list() {
	found := 0
	for _, family := range []int{netlink.FAMILY_V4, netlink.FAMILY_V6} {
		all, err := netlink.RouteListFiltered(family, &netlink.Route{}, netlink.RT_FILTER_TABLE)
		must(err)
		rules, err := netlink.RuleList(family)
		must(err)
		found += len(all) + len(rules)
	}
	fmt.Println(found)
}

func main() {
	if os.Args[1] == "list" {
		list()
		return
	}
	link, err := netlink.LinkByName("bench0")
	must(err)
	numbers := make([]int, len(os.Args)-2)
	for i := range numbers {
		numbers[i], err = strconv.Atoi(os.Args[2+i])
		must(err)
	}
	device := link.Attrs().Index
	switch os.Args[1] {
	case "first":
		first(numbers[0], device)
		return
	case "storm":
		storm(numbers[0])
		return
	}
	routes(numbers[0], device)
	replace(numbers[1], device)
	hear(numbers[2])
}

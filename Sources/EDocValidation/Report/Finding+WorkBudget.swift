package import EDocSystem

extension Finding {
    /// T21: what stopped the work on a container, or on a signature of it.
    package init(_ stop: WorkBudget.Stop, at place: Place) {
        let (limit, found): (String, String) =
            switch stop {
            case .cancelled: ("a task that goes on", "one that was cancelled")
            case .exceeded(let resource, let limit):
                ("at most \(limit) \(resource.rawValue)", "more")
            }
        self.init(
            .workBudget, at: place, expected: limit, found: found,
            "the validation asks for more work than a container of its size may: it was not ended")
    }
}

"""Orders about trackers and sensors. Who may report observations is a matter of tokens."""

COMMANDS = {
    "RegisterTracker": "administrator planner chief duty_officer",
    "RetireTracker": "administrator planner chief duty_officer",
    "RegisterSensor": "administrator planner chief duty_officer",
    "RetireSensor": "administrator planner chief duty_officer",
    "AdoptTelemetry": "administrator chief",
}
